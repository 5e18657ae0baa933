"""What a message is for, what may become of it, and what a provider may report."""

from __future__ import annotations

from django.db import models


class Purpose(models.TextChoices):
    CHECK_IN = "check_in", "Check-in"
    APPOINTMENT = "appointment", "Appointment"
    STAFF_ALERT = "staff_alert", "Alert to staff"
    OPT_OUT = "opt_out", "Confirmation of STOP"
    SCREENING = "screening", "Questions to answer"


class OccurrenceStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"
    SUPERSEDED = "superseded", "Superseded"


class MessageState(models.TextChoices):
    PENDING = "pending", "Waiting"
    CLAIMED = "claimed", "Taken by a worker"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Accepted by the provider"
    DELIVERED = "delivered", "Delivered"
    UNDELIVERED = "undelivered", "Not delivered"
    UNCERTAIN = "uncertain", "Uncertain"
    NEEDS_REVIEW = "needs_review", "Needs review"
    SUPPRESSED = "suppressed", "Held back"
    EXPIRED = "expired", "Too late to send"
    DEAD = "dead", "Given up"


class Report(models.TextChoices):
    """What a provider may say about a message it was handed."""

    SENT = MessageState.SENT.value, "Accepted by the provider"
    UNDELIVERED = MessageState.UNDELIVERED.value, "Not delivered"
    DELIVERED = MessageState.DELIVERED.value, "Delivered"
