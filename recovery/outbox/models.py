"""Reminders: PostgreSQL is the only queue and the only clock.

What is due, what was tried and what came of it are rows; Celery and Redis carry an empty "look now".
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from recovery.core.ids import uuid7
from recovery.core.models import ImmutableRecord, Record
from recovery.outbox.addresses import masked
from recovery.outbox.codes import MessageState, OccurrenceStatus, Purpose
from recovery.outbox.pump.figures import OVERDUE_AFTER
from recovery.outbox.states import MESSAGE_STATES, REACHED_NOBODY, REACHED_OR_MAY
from recovery.patients.codes import Channel
from recovery.patients.models import Patient


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


class OutboundMessageQuerySet(models.QuerySet["OutboundMessage"]):
    def to_patients(self) -> OutboundMessageQuerySet:
        return self.filter(occurrence__patient__isnull=False).exclude(occurrence__purpose=Purpose.OPT_OUT)

    def unresolved(self) -> OutboundMessageQuerySet:
        """Those in doubt, and those that reached nobody while their reason stands and no other did or may."""
        other = OutboundMessage.objects.filter(occurrence=OuterRef("occurrence"), state__in=REACHED_OR_MAY)
        in_vain = Q(state__in=REACHED_NOBODY, occurrence__status=OccurrenceStatus.PLANNED) & ~Exists(other)
        return self.filter(Q(state=MessageState.NEEDS_REVIEW) | in_vain, resolution__isnull=True)

    def late(self, at: datetime) -> OutboundMessageQuerySet:
        """Due for too long and still waiting."""
        return self.filter(state=MessageState.PENDING, not_before__lt=at - OVERDUE_AFTER)

    def stuck(self, at: datetime, lease: timedelta) -> OutboundMessageQuerySet:
        """In a worker's hands for more than two leases."""
        return self.filter(state__in=[MessageState.CLAIMED, MessageState.SENDING], lease_until__lt=at - lease)


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
    provider_message_id = models.CharField(max_length=120, null=True)  # noqa: DJ001  null until given: unique where given
    last_code = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    phi = frozenset({"contact", "staff_address"})

    objects = OutboundMessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "not_before", "id"], condition=Q(state=MessageState.PENDING), name="message_waiting"
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=[MessageState.CLAIMED, MessageState.SENDING]),
                name="message_leased",
            ),
            models.Index(fields=["updated_at"], condition=Q(state=MessageState.UNCERTAIN), name="message_uncertain"),
        ]
        triggers = [
            # The lawful moves hold for raw SQL as well.
            pgtrigger.FSM(
                name="lawful_moves",
                field="state",
                transitions=[(str(a), str(b)) for a, ends in MESSAGE_STATES.moves.items() for b in ends],
            ),
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

    @property
    def patient(self) -> Patient | None:
        return self.occurrence.patient

    @property
    def masked_address(self) -> str:
        """Enough of the address to tell it from another."""
        return masked(self.contact.address if self.contact else self.staff_address)

    @property
    def why(self) -> str:
        """In a sentence, why a person should look at it."""
        return WHY.get(self.last_code) or WHY.get(self.state, "")


class Resolution(ImmutableRecord):
    """A person took up a message that reached nobody, and said what they did."""

    message = models.OneToOneField(OutboundMessage, on_delete=models.PROTECT, related_name="resolution")
    went_out = models.BooleanField()
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    phi = frozenset({"message", "note"})

    class Meta(ImmutableRecord.Meta):
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="resolved_with_note")]


def no_truncate() -> pgtrigger.Trigger:
    """Row triggers do not see TRUNCATE; this one refuses it."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )


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
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.ReadOnly(name="begun_once", fields=["message", "lease_token", "number", "started_at"]),
            no_truncate(),
        ]


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


WHY = {
    "quiet_hours": "The person's own hours for messages open only after it would have been too late.",
    "too_late": "It could not be sent before it was too late.",
    "no_consent": "The person may not be written to at this address any more.",
    "opted_out": "The person answered STOP.",
    MessageState.NEEDS_REVIEW: "The provider gave no answer. It may have gone out or not.",
    MessageState.DEAD: "The provider refused it.",
    MessageState.UNDELIVERED: "The provider could not deliver it.",
    MessageState.EXPIRED: "It could not be sent before it was too late.",
    MessageState.SUPPRESSED: "It was held back.",
}


class OptOutQuerySet(models.QuerySet["OptOut"]):
    def stands_for(self, digests: Collection[str], channel: str) -> bool:
        """Whether the newest word about an address is STOP."""
        newest = self.filter(address_digest__in=digests, channel=channel).order_by("-at", "-id").first()
        return newest is not None and not newest.opted_in


class OptOut(ImmutableRecord):
    """An address that said STOP.  Undone only by a newer `opted_in` row."""

    address_digest = models.CharField(max_length=64)  # keyed hash: outlives the contact point it came from
    channel = models.CharField(max_length=5, choices=Channel)
    source = models.CharField(max_length=20)
    opted_in = models.BooleanField(default=False)
    at = models.DateTimeField()

    phi = frozenset({"address_digest"})

    objects = OptOutQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["address_digest", "channel", "-at"], name="opt_out_newest")]


class PumpHeartbeat(models.Model):
    """That a pump ran, and when: the watchdog reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    phi: frozenset[str] = frozenset()
