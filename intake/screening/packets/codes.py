"""The kinds of parts a packet has."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """The ways in which an earlier instrument can bring another one up."""

    SCORE_AT_LEAST = "score_at_least"
    FLAG_RAISED = "flag_raised"
    BAND_IN = "band_in"
    ANSWERED = "answered"
