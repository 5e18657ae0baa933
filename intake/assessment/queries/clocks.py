"""The regulatory clocks of one admission to an opioid treatment program: milestones in, due dates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from intake.assessment.codes import MilestoneKind
from intake.assessment.models import AdmissionDecision, Milestone
from intake.assessment.rules import otp_clock
from recovery.core.findings import Finding

YEAR = timedelta(days=365)  # what 12 months are counted as
LATE, DUE, DONE = "late", "due", "done"


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that is wanted by a day.  `milestone` is what answered it, None while it is open."""

    label: str
    due: date
    detail: str
    today: date
    milestone: Milestone | None = None

    @property
    def state(self) -> str:
        if self.milestone:
            return DONE
        return LATE if self.today > self.due else DUE

    @property
    def words(self) -> str:
        """ "Done 3 Nov 2026", "Not drawn, 3 Nov 2026", "2 days late", "Due today", "Due in 5 days"."""
        if self.milestone and self.milestone.kind == MilestoneKind.NO_SEROLOGY:
            return f"Not drawn, {_in_words(self.milestone.done_on)}"
        if self.milestone:
            after = (self.milestone.done_on - self.due).days
            return f"Done {_in_words(self.milestone.done_on)}{f', {_days(after)} late' if after > 0 else ''}"
        left = (self.due - self.today).days
        if left < 0:
            return f"{_days(-left)} late"
        return f"Due in {_days(left)}" if left else "Due today"


@dataclass(frozen=True, slots=True)
class EpisodeClocks:
    """Everything that the clocks of one admission say on `today`; `screening` is the exam that was judged."""

    admission: AdmissionDecision
    clocks: tuple[Clock, ...]
    findings: tuple[Finding, ...]
    tests: int
    full_year: bool
    screening: Milestone | None = None

    @property
    def open(self) -> tuple[Clock, ...]:
        """What is still wanted, the first due first."""
        return tuple(sorted((clock for clock in self.clocks if clock.state != DONE), key=lambda clock: clock.due))

    @property
    def late(self) -> int:
        return sum(clock.state == LATE for clock in self.clocks)

    @property
    def tests_wanted(self) -> int:
        return otp_clock.TESTS_A_YEAR


def run(admission: AdmissionDecision, milestones: Iterable[Milestone], today: date) -> EpisodeClocks:
    """The clocks of an admission on `today`, from the milestones of its episode that stand, read `with_overrides`."""
    kept = sorted(milestones, key=lambda each: (each.done_on, each.recorded_at))
    told = facts(admission, kept, today)
    judged = otp_clock.judge(told)
    return EpisodeClocks(
        admission=admission,
        clocks=tuple(_clocks(admission, kept, judged.due, today)),
        findings=judged.findings,
        tests=told["random_tests_12mo"],
        full_year=told["full_year"],
        screening=judged_screening(admission, kept),
    )


def facts(admission: AdmissionDecision, kept: Sequence[Milestone], today: date) -> dict[str, Any]:
    """The facts of `otp_clock.judge`; the plan counts as done together with the psychosocial assessment."""
    kinds = {each.kind for each in kept}
    screening = judged_screening(admission, kept)
    began = _interim(kept)
    tests = [each for each in kept if each.kind == MilestoneKind.DRUG_TEST and today - each.done_on < YEAR]
    return {
        "admission_date": admission.starts_on,
        "today": today,
        "screening_by_external": screening.external if screening else None,
        "screening_exam_date": screening.done_on if screening else None,
        "full_exam_done": MilestoneKind.FULL_EXAM in kinds,
        "care_plan_done": {MilestoneKind.PSYCHOSOCIAL, MilestoneKind.CARE_PLAN} <= kinds,
        "interim_started_on": began.done_on if began else None,
        "interim_days_12mo": _interim_days(kept, today),
        "full_year": bool(admission.starts_on and today - admission.starts_on >= YEAR),
        "random_tests_12mo": len(tests),
    }


def judged_screening(admission: AdmissionDecision, kept: Sequence[Milestone]) -> Milestone | None:
    """The screening exam that the rule looks at: the first that is in time, else one let stand, else the last."""
    exams = [each for each in kept if each.kind == MilestoneKind.SCREENING_EXAM]
    in_time = next((each for each in exams if not _is_stale(each, admission)), None)
    return (
        in_time
        or next((each for each in exams if _has_override(each)), None)
        or _last(exams, MilestoneKind.SCREENING_EXAM)
    )


def _is_stale(exam: Milestone, admission: AdmissionDecision) -> bool:
    """Whether it is from outside and not within the days that the rule gives."""
    admitted = admission.starts_on
    in_time = admitted and 0 <= (admitted - exam.done_on).days <= otp_clock.SCREENING_DAYS
    return exam.external and not in_time


def _has_override(exam: Milestone) -> bool:
    return bool(exam.gone_past)  # type: ignore[attr-defined]  # annotated


def _clocks(
    admission: AdmissionDecision, kept: Sequence[Milestone], due: Mapping[str, date], today: date
) -> Iterator[Clock]:
    if not due or admission.starts_on is None:
        return
    wanted = (
        (MilestoneKind.SCREENING_EXAM, admission.starts_on, f"One from outside counts from {_in_words(due['screening_exam_from'])}."),
        (MilestoneKind.FULL_EXAM, due["full_exam_due"], "Within 14 days of admission."),
        (MilestoneKind.PSYCHOSOCIAL, due["care_plan_due"], "Within 14 days of admission."),
        (MilestoneKind.CARE_PLAN, due["care_plan_due"], "Within 14 days of admission; the first signature of the plan counts."),
        (MilestoneKind.SEROLOGY, due["full_exam_due"], f"Where indicated, drawn on {_in_words(due['serology_from'])} or later."),
    )  # fmt: skip
    for kind, day, detail in wanted:
        yield Clock(MilestoneKind(kind).label, day, detail, today, _answer(admission, kept, kind, due))
    if "interim_plan_due" in due:
        plan = MilestoneKind.INTERIM_PLAN
        yield Clock(plan.label, due["interim_plan_due"], "By day 120 of interim treatment.", today, _last(kept, plan))
        yield Clock("Comprehensive treatment", due["interim_ends"], "Interim treatment lasts 180 days at most.", today)


def _answer(
    admission: AdmissionDecision, kept: Sequence[Milestone], kind: str, due: Mapping[str, date]
) -> Milestone | None:
    """What answers a clock: the first of its kind.

    An exam from outside that is too old answers only when somebody let it stand.  Blood drawn too long before admission
    answers nothing; that none is drawn does, for nobody is refused care over it (42 CFR 8.12(f)(2)(i)).
    """
    if kind == MilestoneKind.SCREENING_EXAM:
        exam = judged_screening(admission, kept)
        return exam if exam and (not _is_stale(exam, admission) or _has_override(exam)) else None
    found = [each for each in kept if each.kind == kind]
    if kind == MilestoneKind.SEROLOGY:
        in_time = [each for each in found if each.done_on >= due["serology_from"]]
        found = in_time or [each for each in kept if each.kind == MilestoneKind.NO_SEROLOGY]
    return next(iter(found), None)


def _last(kept: Sequence[Milestone], kind: str) -> Milestone | None:
    return next((each for each in reversed(kept) if each.kind == kind), None)


def _interim(kept: Sequence[Milestone]) -> Milestone | None:
    """The start of interim treatment that has not ended."""
    began, ended = _last(kept, MilestoneKind.INTERIM_START), _last(kept, MilestoneKind.INTERIM_END)
    return began if began and not (ended and ended.done_on >= began.done_on) else None


def _interim_days(kept: Sequence[Milestone], today: date) -> int:
    """Days of interim treatment in the past 12 months; one that runs counts to today."""
    days, began = 0, None
    for each in kept:
        if each.kind == MilestoneKind.INTERIM_START and began is None:
            began = each.done_on
        elif each.kind == MilestoneKind.INTERIM_END and began is not None:
            days += _within_year(began, each.done_on, today)
            began = None
    return days + (_within_year(began, today, today) if began else 0)


def _within_year(began: date, ended: date, today: date) -> int:
    return max(0, (ended - max(began, today - YEAR)).days)


def _in_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
