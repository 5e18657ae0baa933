"""Planning, cancelling and settling reminders.  Sending is the pump's; nothing here waits on a network."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from aftercare.reminders import hints, hours, links, texts
from aftercare.reminders.addresses import digest
from aftercare.reminders.models import Occurrence, OccurrenceStatus, OptOut, OutboundMessage, Purpose, Resolution
from aftercare.reminders.providers import configured_channels
from aftercare.reminders.states import MESSAGE_STATES, MessageState
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.models import Action
from recovery.patients.contact_points import Channel, ContactPoint
from recovery.patients.models import Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User

ALERT_LASTS = timedelta(hours=24)  # an alert that did not reach anybody by then stands on the work list anyway
CONFIRMATION_LASTS = timedelta(hours=1)  # a confirmation of STOP that comes later only puzzles
URGENT, USUAL = 1, 5  # priorities: less is sooner
NOT_YET_SENDING = (MessageState.PENDING, MessageState.CLAIMED)


class AlreadyResolved(Exception):
    """Somebody else took this message up first."""

    def __init__(self) -> None:
        super().__init__("Somebody else has already taken this message up.")


@transaction.atomic
def plan_reminder(
    *,
    purpose: Purpose,
    subject_id: UUID,
    slot: str,
    subject_version: int,
    patient: Patient,
    due_at: datetime,
    expires_at: datetime,
    at: datetime,
    with_link: bool = False,
) -> Occurrence:
    """Plan one reminder with a message to each address that may be written to; planned twice, it is there once.

    Where local hours push a message past `expires_at` it is EXPIRED from the start, and staff see it; so do they
    see an occurrence that has no address to go to.
    """
    occurrence, made = Occurrence.objects.get_or_create(
        purpose=purpose,
        subject_id=subject_id,
        slot=slot,
        subject_version=subject_version,
        defaults={
            "patient": patient,
            "due_at": due_at,
            "expires_at": expires_at,
            "time_zone": patient.time_zone,
            "tzdata_version": version("tzdata"),
        },
    )
    if not made:
        return occurrence
    audit.changed(occurrence, by=None, at=at, patient_id=patient.pk)
    _write_to_all_addresses(occurrence, patient, with_link=with_link, earliest=max(due_at, at))
    hints.hurry()
    return occurrence


@transaction.atomic
def cancel_reminders(*, purpose: Purpose, subject_id: UUID, at: datetime, superseded: bool = False) -> int:
    """Call off what is planned for `subject_id` and hold back what has not left yet; returns how many occurrences."""
    planned = Occurrence.objects.select_for_update().filter(
        purpose=purpose, subject_id=subject_id, status=OccurrenceStatus.PLANNED
    )
    found = list(planned)
    keys = [occurrence.pk for occurrence in found]
    status = OccurrenceStatus.SUPERSEDED if superseded else OccurrenceStatus.CANCELLED
    Occurrence.objects.filter(pk__in=keys).update(status=status)
    # Conditions on the row itself: a message that starts to be sent meanwhile is seen as such when its lock is got.
    OutboundMessage.objects.filter(occurrence_id__in=keys, state__in=NOT_YET_SENDING).update(
        state=MessageState.SUPPRESSED, last_code=status, updated_at=at
    )
    for occurrence in found:
        audit.changed(
            occurrence,
            by=None,
            at=at,
            patient_id=occurrence.patient_id,
            action=Action.CHANGED,
            detail={"status": status},
        )
    return len(found)


@transaction.atomic
def alert_staff(*, subject_id: UUID, slot: str, to: User, at: datetime) -> Occurrence | None:
    """Write to a member of staff that something needs them, without saying what; None when they have no address.

    One e-mail a person for each (`subject_id`, `slot`), however often this is called.
    """
    if not to.email or not to.is_active:
        return None
    occurrence, _ = Occurrence.objects.get_or_create(
        purpose=Purpose.STAFF_ALERT,
        subject_id=subject_id,
        slot=slot,
        subject_version=1,
        defaults={
            "due_at": at,
            "expires_at": at + ALERT_LASTS,
            "time_zone": settings.CENTER_TIME_ZONE,
            "tzdata_version": version("tzdata"),
        },
    )
    _, made = OutboundMessage.objects.get_or_create(
        dedupe_key=f"{occurrence.pk}:{Channel.EMAIL}:{to.pk}",
        defaults={
            "occurrence": occurrence,
            "staff_address": to.email,
            "channel": Channel.EMAIL,
            "template_code": texts.STAFF_ALERT,
            "template_version": texts.VERSIONS[texts.STAFF_ALERT],
            "language": settings.LANGUAGE_CODE,
            "priority": URGENT,
            "not_before": at,
            "expires_at": at + ALERT_LASTS,
        },
    )
    if made:
        audit.changed(occurrence, by=None, at=at)
        hints.hurry()
    return occurrence


@transaction.atomic
def opt_out(*, address: str, channel: Channel, source: str, at: datetime, confirm: bool = True) -> OptOut | None:
    """No more messages to `address`, from this moment, with one confirmation; None when it had already said so."""
    key = digest(address)
    if OptOut.objects.stands_for([key], channel):
        return None
    said = OptOut.objects.create(address_digest=key, channel=channel, source=source, at=at)
    contacts = list(ContactPoint.objects.select_related("patient").filter(channel=channel, address=address))
    OutboundMessage.objects.filter(
        contact_id__in=[contact.pk for contact in contacts], state__in=NOT_YET_SENDING
    ).update(state=MessageState.SUPPRESSED, last_code="opted_out", updated_at=at)
    for contact in contacts:
        audit.changed(said, by=None, at=at, patient_id=contact.patient_id, detail={"source": source})
    if contacts and confirm:
        _confirm(said, contacts[0], at=at)
    return said


@transaction.atomic
def stop_by_link(*, message: OutboundMessage, at: datetime) -> OptOut | None:
    """The reader of `message` wants no more; the page that says so is the confirmation."""
    if message.contact is None:
        raise ValueError("A message to staff has nothing to stop.")
    return opt_out(
        address=message.contact.address, channel=Channel(message.channel), source="link", at=at, confirm=False
    )


@transaction.atomic
def opt_in(*, address: str, channel: Channel, source: str, at: datetime) -> OptOut | None:
    """Messages to `address` again; None when it had not opted out."""
    key = digest(address)
    if not OptOut.objects.stands_for([key], channel):
        return None
    said = OptOut.objects.create(address_digest=key, channel=channel, source=source, opted_in=True, at=at)
    for contact in ContactPoint.objects.filter(channel=channel, address=address):
        audit.changed(said, by=None, at=at, patient_id=contact.patient_id, detail={"source": source, "opted_in": True})
    return said


@transaction.atomic
def resolve(*, message: OutboundMessage, outcome: str, note: str, by: User, at: datetime) -> Resolution:
    """Say what became of a message that reached nobody: "sent" when it went after all, "dead" when it is let go.

    Said twice in the same words by the same person it is there once; raises AlreadyResolved when somebody else
    was first.
    """
    if outcome not in (MessageState.SENT, MessageState.DEAD):
        raise ValueError(f"A person says that a message was sent or is dead, not {outcome!r}.")
    patient = message.occurrence.patient
    require(by, Permission.RESOLVE_REMINDER, patient)
    message = OutboundMessage.objects.select_for_update(of=("self",)).select_related("occurrence").get(pk=message.pk)
    went_out = outcome == MessageState.SENT
    if before := Resolution.objects.filter(message=message).first():
        if (before.by_id, before.went_out, before.note) == (by.pk, went_out, note):
            return before
        raise AlreadyResolved
    resolution = Resolution.objects.create(message=message, went_out=went_out, note=note, by=by, at=at)
    if message.state == MessageState.NEEDS_REVIEW:
        MESSAGE_STATES.check(message.state, outcome)
        message.state = MessageState(outcome)
        message.save(update_fields=["state", "updated_at"])
    audit.changed(
        resolution, by=by, at=at, patient_id=message.occurrence.patient_id, detail={"went_out": resolution.went_out}
    )
    return resolution


def _write_to_all_addresses(occurrence: Occurrence, patient: Patient, *, with_link: bool, earliest: datetime) -> None:
    """One message to each address that may be written to, all of them with the same link."""
    given: dict[str, str] = {}
    if with_link:
        link, _ = links.issue(
            purpose=Purpose(occurrence.purpose),
            subject_id=occurrence.subject_id,
            patient=patient,
            expires_at=occurrence.expires_at,
        )
        given["link"] = str(link.pk)
    for contact in patient.contact_points.for_reminders().filter(channel__in=configured_channels()):
        _message_to(contact, occurrence, params=texts.params(**given), earliest=earliest)


def _message_to(
    contact: ContactPoint, occurrence: Occurrence, *, params: dict[str, str], earliest: datetime
) -> OutboundMessage:
    zone = hours.zone_or(contact.time_zone, settings.CENTER_TIME_ZONE)
    not_before = hours.next_allowed(earliest, zone=zone, begin=contact.allowed_from, end=contact.allowed_until)
    too_late = not_before >= occurrence.expires_at
    code = texts.CODES[occurrence.purpose]
    return OutboundMessage.objects.create(
        occurrence=occurrence,
        contact=contact,
        channel=contact.channel,
        template_code=code,
        template_version=texts.VERSIONS[code],
        language=contact.patient.language,
        params=params,
        dedupe_key=f"{occurrence.pk}:{contact.channel}:{contact.pk}",
        state=MessageState.EXPIRED if too_late else MessageState.PENDING,
        last_code="quiet_hours" if too_late else "",
        priority=USUAL,
        not_before=not_before,
        expires_at=occurrence.expires_at,
    )


def _confirm(said: OptOut, contact: ContactPoint, *, at: datetime) -> None:
    """The one answer to STOP that the rules allow, at once and at any hour.  Source: clinical spec 7.3 (TCPA)."""
    occurrence = Occurrence.objects.create(
        purpose=Purpose.OPT_OUT,
        subject_id=said.pk,
        slot="confirm",
        patient=contact.patient,
        due_at=at,
        expires_at=at + CONFIRMATION_LASTS,
        time_zone=contact.time_zone,
        tzdata_version=version("tzdata"),
    )
    OutboundMessage.objects.create(
        occurrence=occurrence,
        contact=contact,
        channel=contact.channel,
        template_code=texts.OPT_OUT,
        template_version=texts.VERSIONS[texts.OPT_OUT],
        language=contact.patient.language,
        dedupe_key=f"{occurrence.pk}:{contact.channel}:{contact.pk}",
        priority=URGENT,
        not_before=at,
        expires_at=occurrence.expires_at,
    )
    hints.hurry()
