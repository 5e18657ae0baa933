"""Reading reminders: what staff should look at, what the chart tells, and how the pump is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce
from django.http import Http404

from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.outbox.codes import MessageState, OccurrenceStatus, Purpose
from recovery.outbox.models import Occurrence, OutboundMessage, OutboundMessageQuerySet, PumpHeartbeat
from recovery.outbox.pump.figures import OVERDUE_AFTER, SILENT_AFTER
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User

SHOWN = 100  # rows of a list; what is older comes up as these are resolved
RECENT = timedelta(days=7)  # a reminder without an address stands on the list this long

_TITLES = {
    MessageState.SENT: ("Reminder sent", "on"),
    MessageState.DELIVERED: ("Reminder delivered", "on"),
    MessageState.UNDELIVERED: ("Reminder not delivered", "warn"),
    MessageState.UNCERTAIN: ("Reminder sent or not: no answer yet", "warn"),
    MessageState.NEEDS_REVIEW: ("Reminder needs review", "warn"),
    MessageState.SUPPRESSED: ("Reminder held back", ""),
    MessageState.EXPIRED: ("Reminder too late to send", "warn"),
    MessageState.DEAD: ("Reminder given up", "warn"),
}


_CALLED_OFF = (OccurrenceStatus.CANCELLED, OccurrenceStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the pump is at one moment."""

    waiting: int  # due and not taken yet
    oldest_due: datetime | None
    stuck: int  # in a worker's hands for more than two leases
    pumped_at: datetime | None
    at: datetime

    @property
    def troubles(self) -> list[str]:
        """What is wrong, in words without a number of a person; empty when all is well."""
        found = []
        if self.oldest_due and self.at - self.oldest_due > OVERDUE_AFTER:
            found.append("a due message has waited for more than 5 minutes")
        if self.stuck:
            found.append("a message is stuck in a worker's hands")
        if self.pumped_at is None or self.at - self.pumped_at > SILENT_AFTER:
            found.append("no pump has run for 3 minutes")
        return found


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """What the staff page shows."""

    messages: list[OutboundMessage]
    homeless: list[Occurrence]

    @property
    def people(self) -> set[UUID]:
        """Whom the page names, for the record of the read."""
        occurrences = [message.occurrence for message in self.messages] + self.homeless
        return {occurrence.patient_id for occurrence in occurrences if occurrence.patient_id}


def to_look_at(actor: User, at: datetime) -> ToLookAt:
    """Everything within `actor`'s reach that a person should look at; the caller records the read."""
    return ToLookAt(list(needs_review(actor)), without_address(actor, at))


def needs_review(actor: User) -> OutboundMessageQuerySet:
    """Messages within `actor`'s reach that are in doubt or reached nobody, the oldest first, SHOWN at most.

    The caller records the read.
    """
    found = OutboundMessage.objects.to_patients().unresolved()
    found = found.filter(occurrence__patient__in=Patient.objects.within_reach_of(actor))
    return found.select_related("occurrence__patient", "contact").order_by("expires_at", "id")[:SHOWN]


def without_address(actor: User, at: datetime) -> list[Occurrence]:
    """Recent reminders within `actor`'s reach that have no address to go to; the caller records the read."""
    found = Occurrence.objects.filter(
        patient__in=Patient.objects.within_reach_of(actor),
        status=OccurrenceStatus.PLANNED,
        messages__isnull=True,
        expires_at__gt=at - RECENT,
    )
    return list(found.select_related("patient").order_by("due_at", "id")[:SHOWN])


def open_message(actor: User, message_id: UUID, *, page: str, at: datetime) -> OutboundMessage:
    """One message to a patient, the read recorded; 404 when out of reach."""
    found = OutboundMessage.objects.to_patients().filter(
        pk=message_id, occurrence__patient__in=Patient.objects.within_reach_of(actor)
    )
    message = found.select_related("occurrence__patient", "contact", "resolution__by").first()
    if message is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=message.occurrence.patient_id, resource_id=message.pk)
    return message


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """What became of this episode's reminders; the caller has opened the record.

    One called off because its reason was gone, an answered check-in say, tells nothing and is left out.
    """
    messages = (
        OutboundMessage.objects.to_patients()
        .filter(
            occurrence__patient_id=episode.patient_id,
            occurrence__due_at__gte=episode.opened_at,
            state__in=list(_TITLES),
        )
        .exclude(state=MessageState.SUPPRESSED, occurrence__status__in=_CALLED_OFF)
    )
    if episode.closed_at:
        messages = messages.filter(occurrence__due_at__lte=episode.closed_at)
    accepted = Q(delivery_attempts__outcome="accepted")
    told = messages.annotate(
        happened_at=Coalesce(Min("delivery_attempts__ended_at", filter=accepted), "updated_at")
    ).select_related("occurrence")
    return [_entry(message) for message in told.order_by("-updated_at")]


def backlog(at: datetime) -> Backlog:
    """How many wait, since when, how many are stuck, and when a pump last ran."""
    due = Q(state=MessageState.PENDING, not_before__lte=at, expires_at__gt=at)
    leased = Q(state__in=[MessageState.CLAIMED, MessageState.SENDING])
    lease = timedelta(seconds=settings.REMINDER_LEASE_SECONDS)
    active = OutboundMessage.objects.filter(
        state__in=[MessageState.PENDING, MessageState.CLAIMED, MessageState.SENDING]
    )
    found = active.aggregate(
        waiting=Count("id", filter=due),
        oldest_due=Min("not_before", filter=due),
        stuck=Count("id", filter=leased & Q(lease_until__lt=at - lease)),
    )
    pumped_at = PumpHeartbeat.objects.aggregate(newest=Max("at"))["newest"]
    return Backlog(**found, pumped_at=pumped_at, at=at)


def _entry(message: OutboundMessage) -> Entry:
    title, tone = _TITLES[MessageState(message.state)]
    about = Purpose(message.occurrence.purpose).label.lower()
    return Entry(
        at=message.happened_at,  # type: ignore[attr-defined]  # annotated by `timeline`
        title=f"{title} by {message.get_channel_display().lower()}",
        text=f"About the {about}." if tone == "on" else f"About the {about}. {message.why}",
        icon="chat",
        tone=tone,
        kind=Kind.CONTACT,
    )
