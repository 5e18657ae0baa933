"""What stands with a person's naloxone kit.  Source: clinical spec 2.18."""

from __future__ import annotations

from django.db import models


class KitStatus(models.TextChoices):
    DISPENSED = "dispensed", "Kit given"
    OFFERED_DECLINED = "offered_declined", "Offered and declined"
    NONE = "none", "No kit"
