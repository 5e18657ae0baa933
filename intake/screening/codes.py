"""Coded values of packets and answers."""

from __future__ import annotations

from django.db import models


class PacketStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", "In progress"
    SUBMITTED = "submitted", "Submitted"


class Mode(models.TextChoices):
    INTERVIEW = "interview", "Interview by staff"
    SELF = "self", "Answered by the person"
    PROXY = "proxy", "Answered for the person"
