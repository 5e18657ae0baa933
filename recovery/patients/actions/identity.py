"""Changing who a person is recorded to be: names, date of birth, sex, language, place, allergies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.models import StaleEdit
from recovery.patients.models import Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User

EDITABLE = frozenset(
    {
        "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "sex", "language", "time_zone",
        "allergy_status", "allergies",
    }
)  # fmt: skip


@transaction.atomic
def update_patient(*, patient: Patient, fields: Mapping[str, Any], version: int, by: User, at: datetime) -> Patient:
    """Write `fields`, names among `EDITABLE`, over the record as it stood at `version`; raises StaleEdit.

    A new time zone moves the contact points that kept the old one, for their hours are the person's own.  What is the
    same already changes nothing.
    """
    require(by, Permission.WRITE_HISTORY, patient)
    if unknown := set(fields) - EDITABLE:
        raise ValueError(f"Not to be edited: {sorted(unknown)}")
    current = Patient.objects.select_for_update().get(pk=patient.pk)
    changed = sorted(name for name, value in fields.items() if getattr(current, name) != value)
    if not changed:
        return current
    if current.version != version:
        raise StaleEdit(current)
    left = current.time_zone
    for name in changed:
        setattr(current, name, fields[name])
    current.save_over(version)
    audit.changed(current, by=by, at=at, patient_id=current.pk, action=Action.CHANGED, detail={"fields": changed})
    if "time_zone" in changed:
        _move_hours(current, left, by=by, at=at)
    return current


def _move_hours(patient: Patient, left: str, *, by: User, at: datetime) -> None:
    for contact in patient.contact_points.select_for_update().filter(time_zone=left):
        contact.time_zone = patient.time_zone
        contact.save_over(contact.version)
        audit.changed(
            contact, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"fields": ["time_zone"]}
        )
