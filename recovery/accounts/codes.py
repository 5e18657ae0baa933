"""The roles of people who sign in."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    INTAKE = "intake", "Intake"
    COUNSELOR = "counselor", "Counselor"
    NURSE = "nurse", "Nurse"
    PRESCRIBER = "prescriber", "Prescriber"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    ADMINISTRATOR = "administrator", "Administrator"
    PATIENT = "patient", "Patient"
