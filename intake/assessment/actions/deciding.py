"""The decision on admission: admit, wait or refer.  Nothing is decided by a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from intake.assessment import queries
from intake.assessment.actions.assessing import explain
from intake.assessment.actions.errors import (
    AssessFirst,
    NewerAssessment,
    NotInCare,
    ReasonMissing,
    Unanswered,
    WrongDay,
    WrongProgram,
)
from intake.assessment.codes import Outcome
from intake.assessment.models import AdmissionDecision, Assessment
from intake.assessment.queries import urgency
from intake.referrals import queries as waiting_list
from intake.referrals.actions import judge_again, put_on_waiting_list, take_off
from intake.referrals.codes import Why
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.clinical.redflags import queries as redflags
from recovery.core.findings import Finding
from recovery.core.submissions import once
from recovery.outbox.actions import alert_staff
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import care_team
from recovery.programs.models import Program

if TYPE_CHECKING:
    from recovery.accounts.models import User

BEFORE = (Stage.REFERRED, Stage.IN_INTAKE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the clinician decides.  `done` holds, by rule id, what was done about each finding that cannot wait.

    `rests_on` is the assessment that stood beside the form, None where nobody read one.
    """

    outcome: str
    level_of_care: str
    program: Program | None = None
    starts_on: date | None = None
    lower_reason: str = ""
    lower_note: str = ""
    wait_reasons: Sequence[str] = ()
    refer_to: str = ""
    refer_contact: str = ""
    refer_reason: str = ""
    hand_off: str = ""
    note: str = ""
    done: Mapping[str, str] = field(default_factory=dict)
    change_reason: str = ""
    rests_on: UUID | None = None


@transaction.atomic
def decide(
    *, episode: EpisodeOfCare, decision: Decision, submission_id: UUID, by: User, at: datetime
) -> AdmissionDecision:
    """Keep the decision, move the episode and tell the people concerned.

    Admitting somebody who is admitted changes that admission, with a reason.  The same `submission_id` again returns the
    decision already made.  Raises AssessFirst, NewerAssessment, NotInCare, LowerNeedsReason, Unanswered, WrongProgram,
    WrongDay or ReasonMissing.
    """
    require(by, Permission.DECIDE_ADMISSION, episode)
    once(submission_id)
    if existing := AdmissionDecision.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())  # two decisions queue here
    assessment = queries.current_assessment(episode)
    if assessment is None:
        raise AssessFirst
    if decision.rests_on and decision.rests_on != assessment.pk:
        raise NewerAssessment
    standing = queries.admission(episode)
    _judge(episode, decision, assessment, standing, at)
    urgent = queries.cannot_wait(episode, assessment, redflags.unresolved_in(episode, at))
    _refuse_unanswered(decision, urgent)
    kept = _keep(episode, decision, assessment, standing, urgent, submission_id=submission_id, by=by, at=at)
    _CONSEQUENCES[kept.outcome](kept, by=by, at=at)
    _tell(kept, by=by, at=at)
    return kept


def _judge(
    episode: EpisodeOfCare,
    decision: Decision,
    assessment: Assessment,
    standing: AdmissionDecision | None,
    at: datetime,
) -> None:
    """Whether this may be decided now, in this stage and for this program."""
    if not episode.is_open:
        raise NotInCare("This episode of care is closed.")
    if decision.outcome != Outcome.ADMIT and episode.stage not in BEFORE:
        raise NotInCare("This person is in care. Change the admission, or end care with a discharge.")
    if decision.outcome == Outcome.ADMIT and episode.stage == Stage.REFERRED:
        raise NotInCare("Start the intake first.")
    if decision.outcome == Outcome.ADMIT:
        _judge_admission(episode, decision, at)
    if standing and not decision.change_reason.strip():
        raise ReasonMissing
    if decision.level_of_care != assessment.chosen:
        explain(decision.level_of_care, assessment.suggested, decision.lower_reason, decision.lower_note)


def _judge_admission(episode: EpisodeOfCare, decision: Decision, at: datetime) -> None:
    program, day = decision.program, decision.starts_on
    if program is None or not program.active:
        raise WrongProgram("Choose a program that takes people now.")
    if decision.level_of_care not in program.levels:
        raise WrongProgram(f"{program.name} does not offer this level of care. Choose another program or level.")
    if day is None or day > localtime(at).date():
        raise WrongDay("An admission is recorded on the day it begins or after it. Until then the person waits.")
    if day < localtime(episode.opened_at).date():
        raise WrongDay("The episode of care began later. Choose the day of admission on or after that.")


def _refuse_unanswered(decision: Decision, urgent: Sequence[Finding]) -> None:
    """Nobody waits or leaves with a danger that nobody has answered."""
    if decision.outcome == Outcome.ADMIT:
        return
    open_still = tuple(each.rule_id for each in urgent if not decision.done.get(each.rule_id, "").strip())
    if open_still:
        raise Unanswered(open_still)


def _keep(
    episode: EpisodeOfCare,
    decision: Decision,
    assessment: Assessment,
    standing: AdmissionDecision | None,
    urgent: Sequence[Finding],
    *,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> AdmissionDecision:
    differs = decision.level_of_care != assessment.chosen
    answered = [
        {"finding": each.as_json(), "done": decision.done[each.rule_id].strip()}
        for each in urgent
        if decision.done.get(each.rule_id, "").strip()
    ]
    kept = AdmissionDecision.objects.create(
        episode=episode,
        assessment=assessment,
        outcome=decision.outcome,
        level_of_care=decision.level_of_care,
        lower_reason=decision.lower_reason if differs else "",
        lower_note=decision.lower_note.strip() if differs else "",
        note=decision.note.strip(),
        answered=answered,
        decided_by=by,
        decided_at=at,
        submission_id=submission_id,
        supersedes=standing,
        change_reason=decision.change_reason.strip() if standing else "",
        **_of_outcome(decision),
    )
    audit.changed(kept, by=by, at=at, patient_id=episode.patient_id, detail={"outcome": kept.outcome})
    return kept


def _of_outcome(decision: Decision) -> dict[str, Any]:
    """Only what belongs to the outcome: what was typed for another one is left out."""
    if decision.outcome == Outcome.ADMIT:
        return {"program": decision.program, "starts_on": decision.starts_on}
    if decision.outcome == Outcome.WAIT:
        return {"wait_reasons": list(decision.wait_reasons)}
    return {
        "refer_to": decision.refer_to.strip(),
        "refer_contact": decision.refer_contact.strip(),
        "refer_reason": decision.refer_reason,
        "hand_off": decision.hand_off,
    }


def _admit(kept: AdmissionDecision, *, by: User, at: datetime) -> None:
    """The person is in treatment at the level decided; the clocks count from the day of admission."""
    episode = kept.episode
    _end_waiting(kept, Why.ADMITTED, by=by, at=at)
    if episode.stage == Stage.IN_INTAKE:
        patients.move_stage(episode=episode, to=Stage.IN_TREATMENT, by=by, at=at, reason="Admitted.")
    if episode.level_of_care != kept.level_of_care:
        episode.level_of_care = kept.level_of_care
        episode.save_over(episode.version)
        audit.changed(
            episode, by=by, at=at, patient_id=episode.patient_id, action=Action.CHANGED,
            detail={"fields": ["level_of_care"]},
        )  # fmt: skip


def _wait(kept: AdmissionDecision, *, by: User, at: datetime) -> None:
    """The person stays in intake, with a place on the waiting list by what the record says is urgent."""
    found = urgency.reasons(kept.episode, at)
    if place := waiting_list.place_of(episode=kept.episode):
        judge_again(entry=place, reasons=found, by=by, at=at)
    else:
        put_on_waiting_list(episode=kept.episode, reasons=found, by=by, at=at)


def _refer(kept: AdmissionDecision, *, by: User, at: datetime) -> None:
    """The episode ends here, with where to and why."""
    _end_waiting(kept, Why.IN_CARE, by=by, at=at)
    reason = f"Referred to {kept.refer_to}: {kept.get_refer_reason_display().lower()}."
    patients.move_stage(episode=kept.episode, to=Stage.CLOSED, by=by, at=at, reason=reason)


def _end_waiting(kept: AdmissionDecision, why: Why, *, by: User, at: datetime) -> None:
    """Whoever waited no longer does."""
    if place := waiting_list.place_of(episode=kept.episode):
        take_off(entry=place, why=why, by=by, at=at)


_CONSEQUENCES = {Outcome.ADMIT.value: _admit, Outcome.WAIT.value: _wait, Outcome.REFER.value: _refer}


def _tell(kept: AdmissionDecision, *, by: User, at: datetime) -> None:
    """The care team, and for an admission the people of the program; whoever decided knows already."""
    people = {place.member_id: place.member for place in care_team(kept.episode) if place.member.is_active}
    if kept.program:
        people |= {each.pk: each for each in kept.program.people.filter(is_active=True)}
    for person in people.values():
        if person.pk != by.pk:
            alert_staff(subject_id=kept.pk, slot="admission", to=person, at=at)
