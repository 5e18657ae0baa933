"""Ways to reach a person: adding one, consent to reminders, when it may be used."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.patients.actions.errors import ContactKnown
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint, NewContact
from recovery.patients.queries import require_contacts

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def add_contact_point(*, patient: Patient, contact: NewContact, by: User, at: datetime) -> ContactPoint:
    """Keep one way to reach the person, with when consent was given; raises ContactKnown."""
    require_contacts(by, patient)
    if patient.contact_points.filter(channel=contact.channel, address=contact.address).exists():
        raise ContactKnown
    point = new_contact_point(patient, contact, at)
    point.save()
    audit.changed(point, by=by, at=at, patient_id=patient.pk, detail={"consent": contact.consent})
    return point


@transaction.atomic
def give_consent(*, contact: ContactPoint, by: User, at: datetime) -> ContactPoint:
    """The person agrees to reminders by this way from now on."""
    return _consent(contact, by=by, at=at, fields={"consent_at": at, "consent_withdrawn_at": None})


@transaction.atomic
def withdraw_consent(*, contact: ContactPoint, by: User, at: datetime) -> ContactPoint:
    """No reminder goes this way any more; without effect where no consent stands."""
    if not contact.has_consent:
        return contact
    return _consent(contact, by=by, at=at, fields={"consent_withdrawn_at": at})


@transaction.atomic
def change_contact(
    *,
    contact: ContactPoint,
    time_zone: str,
    allowed_from: time,
    allowed_until: time,
    may_leave_message: bool,
    version: int,
    by: User,
    at: datetime,
    message_how: str = "",
    note: str = "",
) -> ContactPoint:
    """When this way may be used, in the person's local time; raises StaleEdit when `version` is not the newest."""
    require_contacts(by, contact.patient)
    contact.time_zone, contact.allowed_from, contact.allowed_until = time_zone, allowed_from, allowed_until
    contact.may_leave_message, contact.message_how, contact.note = may_leave_message, message_how, note
    contact.save_over(version)
    fields = ["time_zone", "allowed_from", "allowed_until", "may_leave_message", "message_how", "note"]
    _changed_contact(contact, fields, by=by, at=at)
    return contact


def new_contact_point(patient: Patient, contact: NewContact, at: datetime) -> ContactPoint:
    """The row of a contact as it was given, not saved yet; consent counts from `at`."""
    given = asdict(contact)
    consent_at = at if given.pop("consent") else None
    return ContactPoint(patient=patient, time_zone=patient.time_zone, consent_at=consent_at, **given)


def _consent(contact: ContactPoint, *, by: User, at: datetime, fields: dict[str, datetime | None]) -> ContactPoint:
    require_contacts(by, contact.patient)
    contact = ContactPoint.objects.select_for_update(of=("self",)).select_related("patient").get(pk=contact.pk)
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save_over(contact.version)
    _changed_contact(contact, list(fields), by=by, at=at)
    return contact


def _changed_contact(contact: ContactPoint, fields: list[str], *, by: User, at: datetime) -> None:
    audit.changed(
        contact, by=by, at=at, patient_id=contact.patient_id, action=Action.CHANGED, detail={"fields": fields}
    )
