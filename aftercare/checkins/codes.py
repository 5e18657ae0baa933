"""What becomes of a check-in, and what it says about risk."""

from __future__ import annotations

from django.db import models


class CheckInStatus(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    ANSWERED = "answered", "Answered"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Cancelled"


class Level(models.TextChoices):
    """How soon a person must answer a check-in, from praise to human contact within the hour."""

    GREEN = "green", "Steady"
    YELLOW = "yellow", "Watch"
    ORANGE = "orange", "High"
    RED = "red", "Urgent"

    @property
    def rank(self) -> int:
        """0 for green to 3 for red, for comparing and sorting."""
        return list(Level).index(self)
