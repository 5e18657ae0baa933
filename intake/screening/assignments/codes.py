"""Who answers a packet where, and how far that is."""

from __future__ import annotations

from django.db import models


class Place(models.TextChoices):
    INTERVIEW = "interview", "A staff member asks"
    TABLET = "tablet", "The person, on the office tablet"
    HOME = "home", "The person at home, by a link"


class AssignmentStatus(models.TextChoices):
    OPEN = "open", "Open"
    HANDED_OVER = "handed_over", "Tablet handed over"
    SENT = "sent", "Link sent"
    DONE = "done", "Done"
    TAKEN_BACK = "taken_back", "Taken back"
    EXPIRED = "expired", "Expired"
