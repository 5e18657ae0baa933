"""The waiting list: one list for referrals and for people whose assessment said to wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from intake.referrals import queries, rules
from intake.referrals.actions.errors import AlreadyWaiting
from intake.referrals.actions.moving import move, require_over, require_over_episode, require_turn
from intake.referrals.codes import State, Why
from intake.referrals.models import Referral
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def put_on_waiting_list(
    *,
    reasons: Sequence[str],
    by: User,
    at: datetime,
    episode: EpisodeOfCare | None = None,
    referral: Referral | None = None,
    note: str = "",
) -> WaitingListEntry:
    """Give a referral or an episode its place (exactly one of the two); `reasons` are values of `Reason`.

    Raises AlreadyWaiting, UnlawfulMove.  An episode whose referral waited keeps the time it has waited.
    """
    if (episode is None) == (referral is None):
        raise ValueError("A place is for one referral or for one episode.")
    if referral:
        require_turn(referral=referral, by=by)
    elif episode:
        require_over_episode(episode=episode, by=by)
        EpisodeOfCare.objects.select_for_update().get(pk=episode.pk)  # two decisions about one person queue here
    if already := queries.place_of(referral=referral, episode=episode):
        raise AlreadyWaiting(already)
    place = WaitingListEntry(
        referral=referral,
        episode=episode,
        since=(queries.waited_since(episode) if episode else None) or at,
        requested_at=queries.asked_at(referral=referral, episode=episode) or at,
        put_at=at,
        put_by=by,
    )
    place.judge(reasons)
    place.save()
    if referral:
        referral.reasons, referral.priority = place.reasons, place.priority
        referral.call_due_at = referral.call_due_at or at + rules.KEEP_IN_TOUCH
        move(referral=referral, to=State.WAITING, by=by, at=at, note=note)
    _audited(place, Action.CREATED, by=by, at=at)
    return place


@transaction.atomic
def judge_again(*, entry: WaitingListEntry, reasons: Sequence[str], by: User, at: datetime) -> WaitingListEntry:
    """The place of somebody who waits, by what is known now; the time waited stays."""
    require_over(entry=entry, by=by)
    entry.judge(reasons)
    entry.save_over(entry.version)
    _audited(entry, Action.CHANGED, by=by, at=at)
    return entry


@transaction.atomic
def take_off(*, entry: WaitingListEntry, why: str, by: User, at: datetime, note: str = "") -> WaitingListEntry:
    """Give the place up, for a reason of `Why`; a referral is triaged again from then on.  Twice changes nothing."""
    if entry.referral:
        require_turn(referral=entry.referral, by=by)
    require_over(entry=entry, by=by)
    entry.refresh_from_db(from_queryset=WaitingListEntry.objects.select_for_update(of=("self",)))
    if entry.off_at:
        return entry
    if entry.referral and entry.referral.state == State.WAITING:
        move(referral=entry.referral, to=State.TRIAGED, by=by, at=at, note=note, why=why)
    return _leave(entry, why, by=by, at=at)


def leave_list(*, referral: Referral, why: str, by: User, at: datetime) -> None:
    """Give up the place of a referral that has moved on, where it has one."""
    place = queries.place_of(referral=referral)
    if place:
        _leave(place, why, by=by, at=at)


def _leave(place: WaitingListEntry, why: str, *, by: User, at: datetime) -> WaitingListEntry:
    place.off_at, place.off_by, place.why = at, by, Why(why)
    place.save_over(place.version)
    _audited(place, Action.CHANGED, by=by, at=at)
    return place


def _audited(place: WaitingListEntry, action: Action, *, by: User, at: datetime) -> None:
    person = place.episode.patient_id if place.episode else None
    detail = {"priority": place.priority, "why": place.why}
    audit.changed(place, by=by, at=at, patient_id=person, action=action, detail=detail)
