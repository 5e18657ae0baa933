"""Recording what stands with a person's naloxone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare
from treatment.naloxone.codes import KitStatus
from treatment.naloxone.models import NaloxoneRecord

if TYPE_CHECKING:
    from recovery.accounts.models import User


class NaloxoneContradiction(Exception):
    """A kit without an expiry date, a refusal without a reason, or one given for what it does not belong to."""


class EpisodeClosed(PermissionDenied):
    """Nothing is written to an episode of care that is closed."""


@transaction.atomic
def record_naloxone(
    *,
    episode: EpisodeOfCare,
    status: KitStatus | str,
    submission_id: UUID,
    by: User,
    at: datetime,
    expires_on: date | None = None,
    used_since_last: bool = False,
    refusal_reason: str = "",
) -> NaloxoneRecord:
    """Keep one telling; the same `submission_id` again returns the record already made."""
    require(by, Permission.RECORD_NALOXONE, episode)
    if not episode.is_open:
        raise EpisodeClosed("This episode of care is closed.")
    once(submission_id)
    if existing := NaloxoneRecord.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing
    _check(status, expires_on, refusal_reason.strip())
    record = NaloxoneRecord.objects.create(
        episode=episode,
        status=status,
        expires_on=expires_on,
        used_since_last=used_since_last,
        refusal_reason=refusal_reason.strip(),
        recorded_by=by,
        recorded_at=at,
        submission_id=submission_id,
    )
    audit.changed(record, by=by, at=at, patient_id=episode.patient_id)
    return record


def _check(status: str, expires_on: date | None, refusal_reason: str) -> None:
    if (status == KitStatus.DISPENSED) != (expires_on is not None):
        raise NaloxoneContradiction("A kit that was given has an expiry date, and nothing else has one.")
    if (status == KitStatus.OFFERED_DECLINED) != bool(refusal_reason):
        raise NaloxoneContradiction("An offer that was declined has a reason, and nothing else has one.")
