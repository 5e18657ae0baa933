"""Reminders: PostgreSQL is the only queue and the only clock.

What is due, what was tried and what came of it are rows; Celery and Redis carry an empty "look now".
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from recovery.core.ids import uuid7
from recovery.core.models import ImmutableRecord, Record
from recovery.core.states import StateMachine
from recovery.patients.models import Channel


class Purpose(models.TextChoices):
    CHECK_IN = "check_in", "Check-in"
    APPOINTMENT = "appointment", "Appointment"
    STAFF_ALERT = "staff_alert", "Alert to staff"
    OPT_OUT = "opt_out", "Confirmation of STOP"


class OccurrenceStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"
    SUPERSEDED = "superseded", "Superseded"
    DONE = "done", "Done"


class Occurrence(Record):
    """One thing a person is to be reminded of, once.  `subject_id` names the check-in or the appointment."""

    purpose = models.CharField(max_length=12, choices=Purpose)
    subject_id = models.UUIDField()
    slot = models.CharField(max_length=20)  # "due", "plus_4h", "day_before": one reminder each
    subject_version = models.PositiveIntegerField(default=1)
    patient = models.ForeignKey("patients.Patient", null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40)
    tzdata_version = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=OccurrenceStatus, default=OccurrenceStatus.PLANNED)

    phi = frozenset({"patient", "due_at", "expires_at", "time_zone", "purpose", "subject_id"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject_id", "slot", "subject_version"], name="one_occurrence_a_slot"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("due_at")), name="occurrence_expires_after_due"),
        ]


class SecureLink(Record):
    """The right to answer one thing without signing in.  Only the digest of its token is kept."""

    occurrence_purpose = models.CharField(max_length=12, choices=Purpose)
    subject_id = models.UUIDField()
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    phi = frozenset({"patient", "subject_id"})

    class Meta:
        indexes = [models.Index(fields=["subject_id"], name="link_subject")]


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


MESSAGE_STATES = StateMachine(
    name="Outbound message",
    initial=MessageState.PENDING,
    moves={
        MessageState.PENDING: {
            MessageState.CLAIMED: "claim",
            MessageState.SUPPRESSED: "consent or reason gone",
            MessageState.EXPIRED: "too late",
        },
        MessageState.CLAIMED: {
            MessageState.SENDING: "intent committed",
            MessageState.PENDING: "lease expired, provably unsent",
            MessageState.SUPPRESSED: "consent or reason gone",
            MessageState.EXPIRED: "too late",
        },
        MessageState.SENDING: {
            MessageState.SENT: "provider accepted",
            MessageState.PENDING: "refused for now, or provider dedupes",
            MessageState.UNCERTAIN: "no answer, provider does not dedupe",
            MessageState.DEAD: "refused for good",
            MessageState.EXPIRED: "too late",
            MessageState.SUPPRESSED: "provider says opted out",
            MessageState.DELIVERED: "delivery report came first",
            MessageState.UNDELIVERED: "failure report came first",
        },
        MessageState.UNCERTAIN: {
            MessageState.SENT: "webhook or look-up found it",
            MessageState.DELIVERED: "delivery report",
            MessageState.UNDELIVERED: "failure report",
            MessageState.PENDING: "look-up says absent, policy resends",
            MessageState.NEEDS_REVIEW: "look-up says absent, policy never resends",
        },
        MessageState.NEEDS_REVIEW: {
            MessageState.SENT: "webhook or a person says it went",
            MessageState.DELIVERED: "delivery report",
            MessageState.UNDELIVERED: "failure report",
            MessageState.DEAD: "a person lets it go",
        },
        MessageState.SENT: {MessageState.DELIVERED: "delivery report", MessageState.UNDELIVERED: "failure report"},
        MessageState.DELIVERED: {},
        MessageState.UNDELIVERED: {MessageState.DELIVERED: "later delivery report"},
        MessageState.SUPPRESSED: {},
        MessageState.EXPIRED: {},
        MessageState.DEAD: {},
    },
)


class OutboundMessage(Record):
    """One message to one address for one occurrence: the row is the work item."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="messages")
    contact = models.ForeignKey("patients.ContactPoint", null=True, on_delete=models.PROTECT, related_name="+")
    staff_address = models.CharField(max_length=254, blank=True)  # for alerts to staff, who have no contact point
    channel = models.CharField(max_length=5, choices=Channel)
    template_code = models.CharField(max_length=40)
    template_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    params = models.JSONField(default=dict)  # allow-listed keys, no PHI; frozen so that a retry is the same message
    dedupe_key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.PENDING)
    priority = models.SmallIntegerField(default=5)  # less is sooner
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=20, blank=True)
    provider_message_id = models.CharField(max_length=120, null=True)  # null until the provider gave one
    last_code = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    phi = frozenset({"contact", "staff_address"})

    class Meta:
        indexes = [
            models.Index(fields=["priority", "not_before", "id"], condition=Q(state="pending"), name="message_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state__in=["claimed", "sending"]), name="message_leased"),
            models.Index(fields=["first_attempt_at"], condition=Q(state="uncertain"), name="message_uncertain"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) ^ ~Q(staff_address=""), name="message_has_one_address"
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_message_id"],
                condition=Q(provider_message_id__isnull=False),
                name="provider_message_once",
            ),
        ]


class DeliveryAttempt(models.Model):
    """One try to hand a message over: written before any byte leaves, ended once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(OutboundMessage, on_delete=models.PROTECT, related_name="delivery_attempts")
    lease_token = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    provider_code = models.CharField(max_length=60, blank=True)
    provider_message_id = models.CharField(max_length=120, blank=True)

    phi: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="attempt_number_once")]


class ProviderEvent(Record):
    """What a provider told us afterwards, kept once however often it is told."""

    provider = models.CharField(max_length=20)
    provider_event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    attempt_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)

    phi: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_event_id", "kind"], name="provider_event_once")
        ]


class ProviderState(models.Model):
    """The circuit breaker of one provider."""

    provider = models.CharField(max_length=20, primary_key=True)
    paused_until = models.DateTimeField(null=True)
    consecutive_failures = models.PositiveSmallIntegerField(default=0)

    phi: frozenset[str] = frozenset()


class OptOut(ImmutableRecord):
    """An address that said STOP.  Undone only by a newer `opted_in` row."""

    address_digest = models.CharField(max_length=64)  # keyed hash: outlives the contact point it came from
    channel = models.CharField(max_length=5, choices=Channel)
    source = models.CharField(max_length=20)
    opted_in = models.BooleanField(default=False)
    at = models.DateTimeField()

    phi = frozenset({"address_digest"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["address_digest", "channel", "-at"], name="opt_out_newest")]


class PumpHeartbeat(models.Model):
    """That a pump ran, and when: the watchdog reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    phi: frozenset[str] = frozenset()
