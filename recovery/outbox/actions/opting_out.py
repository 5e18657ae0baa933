"""STOP and START: whether an address may be written to at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.db import transaction

from recovery.audit import actions as audit
from recovery.outbox import texts
from recovery.outbox.addresses import digest
from recovery.outbox.codes import MessageState, Purpose
from recovery.outbox.models import Occurrence, OptOut, OutboundMessage
from recovery.outbox.pump import hints
from recovery.outbox.states import NOT_YET_SENDING
from recovery.patients.codes import Channel
from recovery.patients.models.contact_points import ContactPoint

if TYPE_CHECKING:
    pass

CONFIRMATION_LASTS = timedelta(hours=1)  # a confirmation of STOP that comes later only puzzles


PRIORITY = 1  # before every reminder


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
        priority=PRIORITY,
        not_before=at,
        expires_at=occurrence.expires_at,
    )
    hints.hurry()
