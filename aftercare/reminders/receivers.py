"""What the rooms below ask to be sent (recovery.core.telling), put into the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from aftercare.reminders import actions, links
from aftercare.reminders.models import Purpose
from recovery.accounts.models import User
from recovery.core.telling import called_off, patient_to_tell, staff_to_tell
from recovery.patients.models import Patient


@receiver(staff_to_tell, dispatch_uid="outbox")
def write_to_staff(*, subject_id: UUID, slot: str, to: User, at: datetime, **_: Any) -> None:
    """One e-mail without a word of what it is about."""
    actions.alert_staff(subject_id=subject_id, slot=slot, to=to, at=at)


@receiver(patient_to_tell, dispatch_uid="outbox")
def write_to_patient(
    *, purpose: str, subject_id: UUID, slot: str, patient: Patient, expires_at: datetime, at: datetime, **_: Any
) -> None:
    """One neutral message a contact point, each with the link."""
    actions.plan_reminder(
        purpose=Purpose(purpose),
        subject_id=subject_id,
        slot=slot,
        subject_version=1,
        patient=patient,
        due_at=at,
        expires_at=expires_at,
        at=at,
        with_link=True,
    )


@receiver(called_off, dispatch_uid="outbox")
def hold_back(*, purpose: str, subject_id: UUID, at: datetime, **_: Any) -> None:
    """What has not left stays, and the links that have left open nothing any more."""
    actions.cancel_reminders(purpose=Purpose(purpose), subject_id=subject_id, at=at)
    links.revoke(subject_id=subject_id, at=at)
