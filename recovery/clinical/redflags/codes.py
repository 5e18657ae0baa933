"""Coded values of red flags."""

from __future__ import annotations

from django.db import models


class FlagStatus(models.TextChoices):
    OPEN = "open", "Nobody has it yet"
    TAKEN = "taken", "Somebody has it"
    RESOLVED = "resolved", "Resolved"


class Origin(models.TextChoices):
    """What a red flag stands on: `current_subject_id` is the record of that kind."""

    SCREENING = "screening", "Answers to a screening"
    READING = "reading", "A withdrawal reading"
    HISTORY = "history", "The history taken at registration"
    BY_HAND = "by_hand", "Seen by staff"


class StepKind(models.TextChoices):
    TAKEN = "taken", "Taken"
    AGAIN = "again", "Found again"
    REMINDED = "reminded", "Told again"
    ESCALATED = "escalated", "Told to the next"
    CORRECTED = "corrected", "The record that raised it was corrected"
    RESOLVED = "resolved", "Resolved"


class Outcome(models.TextChoices):
    """What became of it."""

    SAFE = "safe", "Seen, and safe to go on"
    SAFETY_PLAN = "safety_plan", "Seen, a safety plan was made"
    OBSERVED = "observed", "Under constant observation"
    TREATED = "treated", "Treated here"
    TRANSFERRED = "transferred", "Went to an emergency department or with 911"
    NOT_REACHED = "not_reached", "Could not be reached; a welfare check was asked for"
    MISTAKEN = "mistaken", "Recorded by mistake; the person was asked again"
