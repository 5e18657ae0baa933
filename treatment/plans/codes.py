"""Coded values of a treatment plan."""

from __future__ import annotations

from django.db import models


class MoudStatus(models.TextChoices):
    """Whether medication for opioid use disorder was discussed, and what came of it."""

    NOT_DISCUSSED = "not_discussed", "Not discussed yet"
    OFFERED = "offered", "Offered, not decided"
    PRESCRIBED = "prescribed", "Prescribed"
    DECLINED = "declined", "Declined"


class InterventionKind(models.TextChoices):
    WITHDRAWAL_MANAGEMENT = "withdrawal_management", "Withdrawal management"
    MEDICATION = "medication", "Medication"
    THERAPY = "therapy", "Therapy"
    SAFETY = "safety", "Safety"
    FAMILY = "family", "Family and peers"
    NUTRITION_EXERCISE = "nutrition_exercise", "Nutrition and exercise"
    AFTERCARE = "aftercare", "Aftercare"
    OTHER = "other", "Other"


class Part(models.TextChoices):
    """The four kinds of part of a plan, from the outermost."""

    PROBLEM = "problem"
    GOAL = "goal"
    OBJECTIVE = "objective"
    INTERVENTION = "intervention"
