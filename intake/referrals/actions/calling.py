"""Tries to reach who asked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from intake.referrals import rules
from intake.referrals.actions.errors import NotOpen
from intake.referrals.actions.moving import require_turn, write_down
from intake.referrals.codes import Outcome, Priority, State
from intake.referrals.models import ContactAttempt, Referral
from recovery.audit import actions as audit
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def record_attempt(
    *,
    referral: Referral,
    how: str,
    outcome: str,
    submission_id: UUID,
    by: User,
    at: datetime,
    next_due_at: datetime | None = None,
    note: str = "",
) -> ContactAttempt:
    """Keep one try, and when the next one is due: as said, else by the referral's class; raises NotOpen.

    The same `submission_id` again returns the try already kept.
    """
    require_turn(referral=referral, by=by)
    once(submission_id)
    if kept := ContactAttempt.objects.filter(submission_id=submission_id).first():
        return kept
    if not referral.is_open:
        raise NotOpen
    attempt = ContactAttempt.objects.create(
        referral=referral,
        how=how,
        outcome=outcome,
        next_due_at=next_due_at or _next_due(referral, outcome, at),
        by=by,
        at=at,
        submission_id=submission_id,
    )
    referral.call_due_at = attempt.next_due_at
    referral.save_over(referral.version)
    write_down(about=attempt, text=note, by=by, at=at)
    audit.changed(attempt, by=by, at=at, patient_id=referral.patient_id, detail={"outcome": outcome})
    return attempt


def _next_due(referral: Referral, outcome: str, at: datetime) -> datetime | None:
    if outcome != Outcome.REACHED:
        return rules.next_call_due(Priority(referral.priority), at=at)
    return at + rules.KEEP_IN_TOUCH if referral.state == State.WAITING else None
