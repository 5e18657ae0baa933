"""Which reasons are true, and so how soon somebody is called and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from intake.referrals import queries, rules
from intake.referrals.actions.moving import move, require_turn
from intake.referrals.codes import Priority, State
from intake.referrals.models import Referral
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.outbox.actions import alert_staff

if TYPE_CHECKING:
    from recovery.accounts.models import User

TOLD_OF = "referral at once"  # the slot of the message: one a referral and person


@transaction.atomic
def triage(*, referral: Referral, reasons: Sequence[str], by: User, at: datetime, note: str = "") -> Referral:
    """Judge how urgent it is; again, when more is known.  Who waits keeps the time waited.  Raises UnlawfulMove."""
    require_turn(referral=referral, by=by)
    return settle(referral=referral, reasons=reasons, note=note, by=by, at=at)


def settle(*, referral: Referral, reasons: Sequence[str], note: str, by: User, at: datetime) -> Referral:
    """`triage` of a referral that is locked or was just made."""
    found = rules.triage(reasons)
    referral.reasons, referral.priority = rules.in_order(reasons), found.priority
    if referral.call_due_at:
        referral.call_due_at = rules.first_call_due(found.priority, at=at, already=referral.call_due_at)
    to = State.WAITING if referral.state == State.WAITING else State.TRIAGED
    move(referral=referral, to=to, by=by, at=at, note=note)
    place = WaitingListEntry.objects.current().filter(referral=referral).first()
    if place:
        place.judge(referral.reasons)
        place.save_over(place.version)
    tell_at_once(referral, at=at)
    return referral


def tell_at_once(referral: Referral, *, at: datetime) -> None:
    """Have a clinician told of a referral that cannot wait; each person once, however often it is judged."""
    if referral.priority == Priority.AT_ONCE:
        for clinician in queries.who_answers_at_once(at):
            alert_staff(subject_id=referral.pk, slot=TOLD_OF, to=clinician, at=at)
