"""A referral ends without becoming a patient, or is taken up again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from intake.referrals import rules
from intake.referrals.actions.errors import NothingKept, TooFewAttempts
from intake.referrals.actions.moving import move, require_turn
from intake.referrals.actions.waiting import leave_list
from intake.referrals.codes import Priority, State, Why
from intake.referrals.models import Referral, ReferralMove
from intake.referrals.queries.history import history

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def close(
    *, referral: Referral, to: str, why: str, by: User, at: datetime, where_to: str = "", note: str = ""
) -> ReferralMove:
    """Decline, refer on (`where_to` names the place) or stop calling; raises UnlawfulMove, TooFewAttempts."""
    require_turn(referral=referral, by=by)
    if to == State.UNREACHABLE:
        why = Why.NO_ANSWER
        made = history(referral).unanswered
        if made < rules.MAY_STOP_AFTER:
            raise TooFewAttempts(made, rules.MAY_STOP_AFTER)
    referral.call_due_at, referral.closed_at = None, at
    step = move(referral=referral, to=State(to), by=by, at=at, note=note, why=why, where_to=where_to)
    leave_list(referral=referral, why=why, by=by, at=at)
    return step


@transaction.atomic
def reopen(*, referral: Referral, by: User, at: datetime, note: str = "") -> ReferralMove:
    """Take it up again, to be triaged anew, with a call promised; raises UnlawfulMove, NothingKept."""
    require_turn(referral=referral, by=by)
    if referral.is_forgotten:
        raise NothingKept
    referral.closed_at = None
    referral.call_due_at = rules.first_call_due(Priority(referral.priority), at=at)
    return move(referral=referral, to=State.RECEIVED, by=by, at=at, note=note)
