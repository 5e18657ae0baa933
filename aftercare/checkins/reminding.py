"""The reminders of a check-in, until `aftercare.reminders.actions` is merged.

A thin stand-in with the contract of that room; to be removed at the merge, with every import of it turned to
`aftercare.reminders.actions` and `aftercare.reminders.links`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from aftercare.reminders.models import Occurrence, OccurrenceStatus, Purpose, SecureLink
from recovery.patients.models import Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User


def plan_reminder(
    *, purpose: Purpose, subject_id: UUID, slot: str, subject_version: int, patient: Patient, due_at: datetime,
    expires_at: datetime, at: datetime, with_link: bool = False,
) -> Occurrence:  # fmt: skip
    return Occurrence.objects.create(
        purpose=purpose, subject_id=subject_id, slot=slot, subject_version=subject_version, patient=patient,
        due_at=due_at, expires_at=expires_at, time_zone=patient.time_zone, tzdata_version="",
    )  # fmt: skip


def cancel_reminders(*, purpose: Purpose, subject_id: UUID, at: datetime, superseded: bool = False) -> int:
    status = OccurrenceStatus.SUPERSEDED if superseded else OccurrenceStatus.CANCELLED
    planned = Occurrence.objects.filter(purpose=purpose, subject_id=subject_id, status=OccurrenceStatus.PLANNED)
    return planned.update(status=status)


def alert_staff(*, subject_id: UUID, slot: str, to: User, at: datetime) -> Occurrence | None:
    return Occurrence.objects.create(
        purpose=Purpose.STAFF_ALERT, subject_id=subject_id, slot=slot, due_at=at, expires_at=at + timedelta(days=1),
        time_zone="UTC", tzdata_version="",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkLookup:
    state: str
    link: SecureLink | None


def look_up(token: str, *, at: datetime) -> LinkLookup:
    link = SecureLink.objects.filter(token_digest=_digest(token)).first()
    if link is None:
        return LinkLookup("unknown", None)
    if link.used_at:
        return LinkLookup("used", link)
    return LinkLookup("expired" if link.revoked_at or link.expires_at <= at else "valid", link)


def use(link: SecureLink, at: datetime) -> None:
    link.used_at = at
    link.save(update_fields=["used_at"])


def issue(*, purpose: Purpose, subject_id: UUID, patient: Patient, expires_at: datetime) -> tuple[SecureLink, str]:
    token = secrets.token_urlsafe(32)
    link = SecureLink.objects.create(
        occurrence_purpose=purpose,
        subject_id=subject_id,
        patient=patient,
        token_digest=_digest(token),
        expires_at=expires_at,
    )
    return link, token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
