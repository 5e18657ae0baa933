"""What every act on a referral shares: it takes its turn, moves lawfully, keeps its words, and is audited."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from intake.referrals.codes import State
from intake.referrals.models import ContactAttempt, Referral, ReferralMove, ReferralNote
from intake.referrals.states import REFERRAL_STATES
from recovery.accounts.permissions import Permission, may, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action

if TYPE_CHECKING:
    from intake.referrals.models.waiting_list import WaitingListEntry
    from recovery.accounts.models import User
    from recovery.patients.models import EpisodeOfCare

PUBLIC = "public"  # the role of somebody who asked on the public page


def require_turn(*, referral: Referral, by: User) -> None:
    """Only those who manage referrals, one at a time: `referral` is read anew and locked until the transaction ends."""
    require(by, Permission.MANAGE_REFERRALS)
    referral.refresh_from_db(from_queryset=Referral.objects.select_for_update())


def require_over(*, entry: WaitingListEntry, by: User) -> None:
    """For a place on the waiting list: who keeps the list; for that of an episode, also who decides on its admission."""
    if entry.episode:
        require_over_episode(episode=entry.episode, by=by)
    else:
        require(by, Permission.MANAGE_REFERRALS)


def require_over_episode(*, episode: EpisodeOfCare, by: User) -> None:
    """Who decides on admission for somebody within reach, or keeps the list."""
    if not may(by, Permission.MANAGE_REFERRALS):
        require(by, Permission.DECIDE_ADMISSION, episode)


def move(
    *,
    referral: Referral,
    to: State,
    by: User | None,
    at: datetime,
    note: str = "",
    role: str = audit.SYSTEM,
    **told: Any,
) -> ReferralMove:
    """Move a referral that is locked, with its changed fields saved; raises UnlawfulMove."""
    REFERRAL_STATES.check(referral.state, to)
    step = ReferralMove.objects.create(
        referral=referral,
        from_state=referral.state,
        to_state=to,
        reasons=referral.reasons,
        priority=referral.priority,
        by=by,
        at=at,
        **told,
    )
    referral.state = to
    referral.save_over(referral.version)
    write_down(about=step, text=note, by=by, at=at)
    audit.changed(
        referral,
        by=by,
        at=at,
        patient_id=referral.patient_id,
        action=Action.CHANGED,
        detail={"to": to, "priority": referral.priority},
        role=role,
    )
    return step


def write_down(*, about: ReferralMove | ContactAttempt, text: str, by: User | None, at: datetime) -> None:
    """Keep free words beside a move or an attempt."""
    if text.strip() and by is not None:
        ReferralNote.objects.create(referral=about.referral, subject_id=about.pk, text=text.strip(), by=by, at=at)
