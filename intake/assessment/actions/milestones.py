"""Recording what regulatory clocks wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from intake.assessment.actions.errors import (
    AlreadyCorrected,
    NothingToGoPast,
    NotInCare,
    ReasonMissing,
    WrongDay,
)
from intake.assessment.codes import MilestoneKind
from intake.assessment.models import BY_SIGNATURE, Milestone
from intake.assessment.queries import due
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.audit.models import Override


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, on which day, and whether by somebody outside this program."""

    kind: str
    on: date
    external: bool = False
    note: str = ""


@transaction.atomic
def record_milestone(*, episode: EpisodeOfCare, done: Done, submission_id: UUID, by: User, at: datetime) -> Milestone:
    """Keep what was done; the same `submission_id` again returns the row already made.  Raises NotInCare or WrongDay."""
    require(by, Permission.RECORD_MILESTONE, episode)
    once(submission_id)
    if existing := Milestone.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing
    if not episode.is_open:
        raise NotInCare("This episode of care is closed.")
    return _write(episode, done, submission_id, by=by, at=at)


@transaction.atomic
def correct_milestone(
    *,
    milestone: Milestone,
    done: Done,
    reason: str,
    submission_id: UUID,
    by: User,
    at: datetime,
    in_error: bool = False,
) -> Milestone:
    """Write what stands in its place, or that it was an error; both rows are kept.

    Raises ReasonMissing, AlreadyCorrected or WrongDay.
    """
    require(by, Permission.RECORD_MILESTONE, milestone.episode)
    once(submission_id)
    if existing := Milestone.objects.filter(submission_id=submission_id, episode=milestone.episode_id).first():
        return existing
    if not reason.strip():
        raise ReasonMissing
    once(milestone.pk)  # two corrections of one row queue here
    if newer := Milestone.objects.filter(supersedes=milestone).select_related("recorded_by").first():
        raise AlreadyCorrected(newer)
    why = {"supersedes": milestone, "correction_reason": reason.strip(), "entered_in_error": in_error}
    return _write(milestone.episode, done, submission_id, by=by, at=at, **why)


@transaction.atomic
def note_signed_plan(*, episode: EpisodeOfCare, submission_id: UUID, by: User, at: datetime) -> Milestone | None:
    """The first signature of a plan is the care plan that the clock waits for; None when one is on record already.

    Called by the room that signs, inside its act: whoever may sign a plan may say that it is signed.
    """
    if Milestone.objects.current().filter(episode=episode, kind=MilestoneKind.CARE_PLAN).exists():
        return None
    done = Done(MilestoneKind.CARE_PLAN, localtime(at).date(), note=BY_SIGNATURE)
    return _write(episode, done, submission_id, by=by, at=at)


@transaction.atomic
def go_past_clock(*, episode: EpisodeOfCare, rule_id: str, reason: str, by: User, at: datetime) -> Override:
    """Go on in spite of what a clock says, with the reason; the one already on record where there is one.

    The caller has asked for the password.  An exam that is too old is let stand itself: a correction of it is judged
    anew.  Raises ReasonMissing, and NothingToGoPast when the clock says nothing that needs a reason.
    """
    require(by, Permission.OVERRIDE_SAFETY_RULE, episode)
    if not reason.strip():
        raise ReasonMissing
    once(episode.pk)  # two presses queue here
    told = due.clock_finding(episode, rule_id, at)
    if told is None:
        raise NothingToGoPast
    return told.override or audit.overrode(
        told.finding, record=told.record, patient_id=episode.patient_id, reason=reason.strip(), by=by, at=at
    )


def _write(episode: EpisodeOfCare, done: Done, submission_id: UUID, *, by: User, at: datetime, **why: Any) -> Milestone:
    if done.on > localtime(at).date():
        raise WrongDay("Choose today or a day before it.")
    made = Milestone.objects.create(
        episode=episode,
        kind=done.kind,
        done_on=done.on,
        external=done.external and done.kind == MilestoneKind.SCREENING_EXAM,
        note=done.note.strip(),
        recorded_by=by,
        recorded_at=at,
        submission_id=submission_id,
        **why,
    )
    audit.changed(made, by=by, at=at, patient_id=episode.patient_id)
    return made
