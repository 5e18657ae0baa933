"""Calling somebody to a person: they reach the record while the call lasts, whether or not they are on the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from recovery.audit import actions as audit
from recovery.patients.models import CalledIn, EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User

# To write what was done and look again, after the thing itself is settled.  Project policy.
REACH_AFTERWARDS = timedelta(hours=12)


@transaction.atomic
def call_in(
    *, episode: EpisodeOfCare, members: Iterable[User], subject_id: UUID, by: User | None, at: datetime
) -> None:
    """Let `members` reach the record for `subject_id`; who was called for it already is not called twice."""
    for member in members:
        call, made = CalledIn.objects.get_or_create(
            subject_id=subject_id, member=member, defaults={"episode": episode, "since": at}
        )
        if made:
            audit.changed(call, by=by, at=at, patient_id=episode.patient_id, detail={"called_in": str(member.pk)})


@transaction.atomic
def call_off(*, subject_id: UUID, at: datetime) -> None:
    """The thing is settled: those called for it reach the record for 12 hours more."""
    CalledIn.objects.filter(subject_id=subject_id, until__isnull=True).update(until=at + REACH_AFTERWARDS)
