"""A request for care arrives: from the public page, or through somebody of the staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from intake.referrals import rules
from intake.referrals.actions.moving import PUBLIC
from intake.referrals.actions.triaging import settle, tell_at_once
from intake.referrals.codes import BestTime, Priority, State, Way
from intake.referrals.models import Referral, ReferralMove
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User

ENOUGH = 4  # messages about requests that nobody has triaged, in a quarter of an hour; project policy


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom to call back and how; `phone` is E.164, `about` who needs care where that is somebody else."""

    source: str
    name: str
    phone: str
    about: str = ""
    may_say_why: bool = False
    may_leave_message: bool = False
    best_time: str = BestTime.ANY
    language: str = "en"
    organisation: str = ""
    role: str = ""


@transaction.atomic
def ask_for_call(
    *, caller: Caller, signs: Sequence[str], submission_id: UUID, at: datetime, by: None = None
) -> Referral:
    """Somebody not signed in asks for a call; the same `submission_id` again returns the request already kept."""
    once(submission_id)
    if kept := Referral.objects.filter(submission_id=submission_id).first():
        return kept
    referral = _receive(caller, Way.PAGE, signs, submission_id, by=by, at=at, call_back=True)
    if not _is_told_already(referral, at):
        tell_at_once(referral, at=at)  # at night nobody looks at the list
    return referral


@transaction.atomic
def take_in(
    *,
    caller: Caller,
    way: str,
    reasons: Sequence[str],
    call_back: bool,
    submission_id: UUID,
    by: User,
    at: datetime,
    note: str = "",
) -> Referral:
    """Staff write down a request and triage it in one act; the same `submission_id` again returns the one already kept.

    `call_back` False says that nothing is left to ask: no call is promised.
    """
    require(by, Permission.MANAGE_REFERRALS)
    once(submission_id)
    if kept := Referral.objects.filter(submission_id=submission_id).first():
        return kept
    referral = _receive(caller, way, reasons, submission_id, by=by, at=at, call_back=call_back)
    settle(referral=referral, reasons=reasons, note=note, by=by, at=at)
    return referral


@transaction.atomic
def change_details(*, referral: Referral, caller: Caller, version: int, by: User, at: datetime) -> Referral:
    """Correct whom to call and how; raises StaleEdit when somebody changed it since `version`."""
    require(by, Permission.MANAGE_REFERRALS)
    for name, value in asdict(caller).items():
        setattr(referral, name, value)
    referral.save_over(version)
    detail = {"fields": sorted(asdict(caller))}
    audit.changed(referral, by=by, at=at, patient_id=referral.patient_id, action=Action.CHANGED, detail=detail)
    return referral


def _is_told_already(referral: Referral, at: datetime) -> bool:
    """Whether so many requests that cannot wait came in this quarter of an hour, triaged by nobody yet, that who answers
    has been told `ENOUGH` times: the message would say the same, and the page is open to all.
    """
    quarter = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
    untriaged = Referral.objects.filter(way=Way.PAGE, state=State.RECEIVED, priority=Priority.AT_ONCE)
    return untriaged.filter(received_at__gte=quarter).exclude(pk=referral.pk).count() >= ENOUGH


def _receive(
    caller: Caller,
    way: str,
    reasons: Sequence[str],
    submission_id: UUID,
    *,
    by: User | None,
    at: datetime,
    call_back: bool,
) -> Referral:
    priority = rules.triage(reasons).priority
    referral = Referral.objects.create(
        **asdict(caller),
        way=way,
        reasons=rules.in_order(reasons),
        priority=priority,
        received_at=at,
        taken_by=by,
        call_due_at=rules.first_call_due(priority, at=at) if call_back else None,
        submission_id=submission_id,
    )
    ReferralMove.objects.create(
        referral=referral, to_state=State.RECEIVED, reasons=referral.reasons, priority=priority, by=by, at=at
    )
    audit.changed(referral, by=by, at=at, detail={"way": way, "priority": priority}, role=PUBLIC)
    return referral
