"""Coded values of a diagnosis.  The words are HL7 FHIR's Condition."""

from __future__ import annotations

from django.db import models


class Rank(models.TextChoices):
    PRINCIPAL = "principal", "Principal"
    CO_OCCURRING = "co_occurring", "Co-occurring"


class ClinicalStatus(models.TextChoices):
    ACTIVE = "active", "Active"
    REMISSION = "remission", "In remission"
    RESOLVED = "resolved", "Resolved"


class Verification(models.TextChoices):
    PROVISIONAL = "provisional", "Provisional"
    CONFIRMED = "confirmed", "Confirmed"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"
