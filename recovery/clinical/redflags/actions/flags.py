"""Every write of red flags: raising, taking, escalating, resolving.  None disappears without a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.clinical.redflags import rules
from recovery.clinical.redflags.actions import calling
from recovery.clinical.redflags.actions.errors import AlreadyResolved, AlreadyTaken
from recovery.clinical.redflags.codes import FlagStatus, Origin, Outcome, StepKind
from recovery.clinical.redflags.models import RedFlag, RedFlagStep
from recovery.clinical.redflags.queries import told
from recovery.clinical.redflags.rules import emergencies
from recovery.clinical.redflags.states import RED_FLAG_STATES
from recovery.core.findings import Finding
from recovery.core.submissions import once
from recovery.patients.actions.calling_in import call_off
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def raise_flags(
    *,
    episode: EpisodeOfCare,
    findings: Iterable[Finding],
    subject_id: UUID,
    origin: Origin | str,
    by: User | None,
    at: datetime,
    corrects: UUID | None = None,
) -> list[RedFlag]:
    """Make an item of work of each finding that stands in the way, with an owner who is told; advice makes none.

    `subject_id` is the record that raised them; the same record raises a rule once, however often it is asked.  A
    state that lasts is one item of work as long as nobody has closed it, whatever else finds it again.
    `corrects` is the record in whose place it stands: what that one had raised stays, and says when it no longer
    holds.  `by` is None where the person themselves told us.  Whoever calls this has asked for its own permission.
    """
    grave = {finding.rule_id: finding for finding in findings if rules.is_red_flag(finding)}
    if corrects:
        for rule_id in _carry_over(corrects, subject_id, grave, by=by, at=at):
            del grave[rule_id]
    return [
        _found_again(episode, finding, subject_id, origin, by=by, at=at)
        or _raise(episode, finding, subject_id, origin, by=by, at=at)
        for finding in grave.values()
    ]


@transaction.atomic
def raise_by_hand(
    *, episode: EpisodeOfCare, rule_id: str, words: str, submission_id: UUID, by: User, at: datetime
) -> RedFlag:
    """Raise one of `emergencies.BY_HAND` for what somebody saw; the same `submission_id` again is the one already made."""
    require(by, Permission.SCREEN, episode)
    finding = emergencies.by_hand(rule_id, words)
    return _raise(episode, finding, submission_id, Origin.BY_HAND, by=by, at=at)


@transaction.atomic
def take(*, flag: RedFlag, by: User, at: datetime, over: bool = False) -> RedFlag:
    """Say "I have it"; `over` takes it from whoever has it.  Raises AlreadyTaken or AlreadyResolved.

    Said twice by the same person it is there once.
    """
    require(by, Permission.HANDLE_RED_FLAG, flag.episode)
    flag = _locked(flag)
    if flag.is_resolved:
        raise AlreadyResolved(_last(flag, StepKind.RESOLVED))
    if flag.status == FlagStatus.TAKEN and flag.owner_id == by.pk:
        return flag
    if flag.status == FlagStatus.TAKEN and not over:
        raise AlreadyTaken(_last(flag, StepKind.TAKEN))
    RED_FLAG_STATES.check(flag.status, FlagStatus.TAKEN)
    flag.status, flag.owner = FlagStatus.TAKEN, by
    flag.record_by = rules.record_due(severity=flag.severity, escalation=flag.escalation, at=at)
    flag.tell_at = flag.record_by
    flag.save_over(flag.version)
    _step(flag, StepKind.TAKEN, by=by, at=at)
    return flag


@transaction.atomic
def resolve(
    *, flag: RedFlag, outcome: Outcome | str, note: str, submission_id: UUID, by: User, at: datetime
) -> RedFlagStep:
    """Record what was done and close it; the same `submission_id` again is the step already made.

    Raises AlreadyResolved when somebody else was first.
    """
    require(by, Permission.HANDLE_RED_FLAG, flag.episode)
    once(submission_id)
    if existing := RedFlagStep.objects.filter(submission_id=submission_id, flag=flag).first():
        return existing
    flag = _locked(flag)
    if flag.is_resolved:
        raise AlreadyResolved(_last(flag, StepKind.RESOLVED))
    RED_FLAG_STATES.check(flag.status, FlagStatus.RESOLVED)
    flag.status, flag.owner, flag.tell_at = FlagStatus.RESOLVED, by, None
    flag.save_over(flag.version)
    step = _step(
        flag, StepKind.RESOLVED, by=by, at=at, outcome=Outcome(outcome), note=note, submission_id=submission_id
    )
    call_off(subject_id=flag.pk, at=at)
    return step


def escalate(*, at: datetime) -> int:
    """Tell somebody more of every red flag that nobody took, or nobody recorded, in time; returns of how many.

    Any number of copies may run at once, and any may die: each flag stands or falls with its own transaction.
    """
    late = RedFlag.objects.to_tell(at).order_by("tell_at").values_list("pk", flat=True)
    return sum(_escalate_one(key, at=at) for key in list(late))


@transaction.atomic
def _escalate_one(key: UUID, *, at: datetime) -> bool:
    """False when another copy is at it, somebody was there meanwhile, or nobody is left to tell."""
    waiting = RedFlag.objects.to_tell(at).filter(pk=key)
    flag = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("episode", "owner").first()
    if flag is None:
        return False
    return _nobody_took(flag, at) if flag.is_open else _nobody_recorded(flag, at)


def _nobody_took(flag: RedFlag, at: datetime) -> bool:
    """The next people, step by step, until all who could act were told; who comes on duty later is told as well."""
    known = told(flag)
    members = calling.following(flag, told=known, at=at)
    flag.tell_at = at + rules.again(severity=flag.severity, escalation=flag.escalation)
    if set(members) <= set(known) and (flag.escalated_at or not members):
        flag.save_over(flag.version)
        return False
    flag.escalated_at = at
    _tell_on(flag, StepKind.ESCALATED, members, calling.LATE, at=at)
    return True


def _nobody_recorded(flag: RedFlag, at: datetime) -> bool:
    """First whoever has it, if they are still here; then the next people, and that is all until somebody takes over."""
    slot = f"{calling.KEPT}{flag.steps.count()}"
    owner = flag.owner
    if owner and owner.is_active and flag.tell_at == flag.record_by:
        flag.tell_at = at + rules.again(severity=flag.severity, escalation=flag.escalation)
        _tell_on(flag, StepKind.REMINDED, [owner], slot, at=at)
    else:
        flag.tell_at, flag.escalated_at = None, at
        others = calling.following(flag, told=[owner] if owner else [], at=at)
        _tell_on(flag, StepKind.ESCALATED, others, slot, at=at)
    return True


def _tell_on(flag: RedFlag, kind: StepKind, members: Sequence[User], slot: str, *, at: datetime) -> None:
    flag.save_over(flag.version)
    _step(flag, kind, by=None, at=at)
    calling.tell(flag=flag, members=members, slot=slot, by=None, at=at)


def _raise(
    episode: EpisodeOfCare, finding: Finding, subject_id: UUID, origin: Origin | str, *, by: User | None, at: datetime
) -> RedFlag:
    members = calling.first(episode, escalation=finding.escalation, at=at)
    center = ZoneInfo(settings.CENTER_TIME_ZONE)
    due_at = rules.due(severity=finding.severity, escalation=finding.escalation, at=at, center=center)
    flag, made = RedFlag.objects.get_or_create(
        episode=episode,
        rule_id=finding.rule_id,
        subject_id=subject_id,
        defaults={
            "severity": finding.severity,
            "escalation": finding.escalation,
            "message": finding.message,
            "source": finding.source,
            "facts": dict(finding.facts),
            "origin": Origin(origin),
            "current_subject_id": subject_id,
            "raised_by": by,
            "raised_at": at,
            "owner": members[0] if members else None,
            "due_at": due_at,
            "tell_at": due_at,
        },
    )
    if made:
        detail = {"rule": finding.rule_id}
        audit.changed(flag, by=by, at=at, patient_id=episode.patient_id, detail=detail, role=audit.BY_LINK)
        calling.tell(flag=flag, members=members, slot=calling.FIRST, by=by, at=at)
    return flag


def _found_again(
    episode: EpisodeOfCare, finding: Finding, subject_id: UUID, origin: Origin | str, *, by: User | None, at: datetime
) -> RedFlag | None:
    """The red flag of a state that lasts, if one is not closed yet: from now on it stands on the newest record."""
    if finding.rule_id not in rules.LASTING:
        return None
    standing = RedFlag.objects.unresolved().filter(episode=episode, rule_id=finding.rule_id).order_by("raised_at", "id")
    flag = standing.select_for_update(of=("self",)).select_related("episode").first()
    if flag and subject_id not in {flag.subject_id, flag.current_subject_id}:
        flag.current_subject_id, flag.origin = subject_id, Origin(origin)
        flag.save_over(flag.version)
        _step(flag, StepKind.AGAIN, by=by, at=at)
    return flag


def _carry_over(corrects: UUID, subject_id: UUID, grave: Iterable[str], *, by: User | None, at: datetime) -> list[str]:
    """The rules whose red flags of the record corrected still hold; the others are told that they no longer do.

    One that was closed as a mistake holds nothing: what the correction still says is raised anew.
    """
    held = []
    mistaken = RedFlagStep.objects.filter(outcome=Outcome.MISTAKEN, flag=OuterRef("pk"))
    earlier = RedFlag.objects.filter(~Exists(mistaken), current_subject_id=corrects).select_for_update(of=("self",))
    for flag in earlier.select_related("episode"):
        if flag.rule_id in set(grave):
            flag.current_subject_id = subject_id
            flag.save_over(flag.version)
            held.append(flag.rule_id)
        else:
            _step(flag, StepKind.CORRECTED, by=by, at=at)
    return held


def _step(flag: RedFlag, kind: StepKind, *, by: User | None, at: datetime, **fields: object) -> RedFlagStep:
    step: RedFlagStep = RedFlagStep.objects.create(flag=flag, kind=kind, by=by, at=at, **fields)
    audit.changed(
        flag, by=by, at=at, patient_id=flag.episode.patient_id, action=Action.CHANGED, detail={"step": str(kind)}
    )
    return step


def _last(flag: RedFlag, kind: StepKind) -> RedFlagStep:
    return flag.steps.select_related("by").filter(kind=kind).order_by("-at", "-id")[0]


def _locked(flag: RedFlag) -> RedFlag:
    """The row as it stands, held until the transaction ends: two who take one queue here."""
    return RedFlag.objects.select_for_update(of=("self",)).select_related("episode").get(pk=flag.pk)
