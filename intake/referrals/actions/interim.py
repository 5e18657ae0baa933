"""Interim services for somebody who must wait: recording them, and taking a mistaken record back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from intake.referrals.actions.errors import NotYet, TakenBack
from intake.referrals.actions.moving import require_over
from intake.referrals.codes import Mistake, Service
from intake.referrals.models.interim import InterimServices
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.audit import actions as audit
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def give_interim(
    *,
    entry: WaitingListEntry,
    services: Sequence[str],
    given_at: datetime,
    submission_id: UUID,
    by: User,
    at: datetime,
    where_to: str = "",
) -> InterimServices:
    """Keep what was given; `services` are values of `rules.Service`.  Raises NotYet.

    The same `submission_id` again returns the row already kept.
    """
    require_over(entry=entry, by=by)
    once(submission_id)
    if kept := InterimServices.objects.filter(submission_id=submission_id).first():
        return kept
    if given_at > at:
        raise NotYet
    chosen = {Service(each) for each in services}
    return _keep(
        entry.referral_id,
        entry.episode_id,
        services=[each.value for each in Service if each in chosen],
        where_to=where_to.strip(),
        given_at=given_at,
        submission_id=submission_id,
        by=by,
        at=at,
    )


@transaction.atomic
def take_back_interim(
    *, entry: WaitingListEntry, given: InterimServices, mistake: str, submission_id: UUID, by: User, at: datetime
) -> InterimServices:
    """Say that a row does not stand; both are kept.  Raises TakenBack when somebody has said so already."""
    require_over(entry=entry, by=by)
    once(submission_id)
    if kept := InterimServices.objects.filter(submission_id=submission_id).first():
        return kept
    once(given.pk)  # two who take back one row queue here
    if InterimServices.objects.filter(supersedes=given).exists():
        raise TakenBack
    return _keep(
        given.referral_id,
        given.episode_id,
        mistake=Mistake(mistake),
        supersedes=given,
        given_at=given.given_at,
        submission_id=submission_id,
        by=by,
        at=at,
    )


def _keep(
    referral_id: UUID | None, episode_id: UUID | None, *, by: User, at: datetime, **told: object
) -> InterimServices:
    kept: InterimServices = InterimServices.objects.create(
        referral_id=referral_id, episode_id=episode_id, by=by, at=at, **told
    )
    person = kept.episode.patient_id if kept.episode else None
    audit.changed(kept, by=by, at=at, patient_id=person)
    return kept
