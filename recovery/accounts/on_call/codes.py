"""The lines that somebody is on call for."""

from __future__ import annotations

from django.db import models


class Line(models.TextChoices):
    """What somebody is on call for."""

    CLINICAL = "clinical", "Clinical"
    PRESCRIBER = "prescriber", "Prescriber"
