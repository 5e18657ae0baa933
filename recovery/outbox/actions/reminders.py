"""Planning reminders to patients, and calling them off.  Sending is the pump's; nothing here waits on a network."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from django.conf import settings
from django.db import transaction

from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.outbox import texts
from recovery.outbox.actions.links import issue_link, revoke_links
from recovery.outbox.codes import MessageState, OccurrenceStatus, Purpose
from recovery.outbox.models import Occurrence, OutboundMessage
from recovery.outbox.providers.configured import configured_channels
from recovery.outbox.pump import hints
from recovery.outbox.rules import hours
from recovery.outbox.states import NOT_YET_SENDING
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint

USUAL = 5  # priority: less is sooner


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
def tell_patient(
    *, purpose: Purpose, subject_id: UUID, slot: str, patient: Patient, expires_at: datetime, at: datetime
) -> Occurrence:
    """Send `patient` a neutral message now, with a link to `subject_id` that works until `expires_at`."""
    return plan_reminder(
        purpose=purpose,
        subject_id=subject_id,
        slot=slot,
        subject_version=1,
        patient=patient,
        due_at=at,
        expires_at=expires_at,
        at=at,
        with_link=True,
    )


@transaction.atomic
def call_off(*, purpose: Purpose, subject_id: UUID, at: datetime) -> None:
    """Hold back what has not left yet of what a patient was to be told of `subject_id`, and close its links."""
    cancel_reminders(purpose=purpose, subject_id=subject_id, at=at)
    revoke_links(subject_id=subject_id, at=at)


def _write_to_all_addresses(occurrence: Occurrence, patient: Patient, *, with_link: bool, earliest: datetime) -> None:
    """One message to each address that may be written to, all of them with the same link."""
    given: dict[str, str] = {}
    if with_link:
        link, _ = issue_link(
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
