"""What the plan tests build on: screening results, and a plan that is ready to be signed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from intake.screening.codes import Mode
from intake.screening.models import InstrumentResponse
from recovery.clinical import instruments
from tests.cast import NOW
from treatment.naloxone import actions as medication
from treatment.plans import actions, queries
from treatment.plans.codes import Part

TODAY = date(2026, 11, 20)
YES, NO = True, False
COWS_26 = {
    "pulse": 2, "sweating": 3, "restlessness": 3, "pupil": 2, "aches": 2, "runny_nose": 2, "gi": 3, "tremor": 2,
    "yawning": 2, "anxiety": 2, "gooseflesh": 3,
}  # fmt: skip
DSM_9 = {f"c{n}": n <= 9 for n in range(1, 12)}
PHQ_17 = {str(n): 2 if n <= 8 else 1 for n in range(1, 10)}


def answer(cast, code, answers, *, at=NOW, supersedes=None):
    """One answered instrument on file."""
    result = instruments.score(code, answers)
    return InstrumentResponse.objects.create(
        episode=cast.episode,
        instrument=code,
        instrument_version=instruments.get(code).version,
        mode=Mode.INTERVIEW,
        answers=answers,
        result=result.as_json(),
        status=result.status,
        score=result.score,
        band=result.band or "",
        flags=list(result.flags),
        recorded_by=cast.nurse,
        answered_at=at,
        recorded_at=at,
        submission_id=uuid4(),
        supersedes=supersedes,
        correction_reason="mistyped" if supersedes else "",
    )


def screened(cast):
    """Severe opioid use disorder in withdrawal, with low mood."""
    answer(cast, "DSM5_OUD", DSM_9)
    answer(cast, "COWS", COWS_26)
    answer(cast, "PHQ9", PHQ_17)


def add(cast, part, parent_id, **fields):
    return actions.add_part(
        episode=cast.episode,
        part=part,
        parent_id=parent_id,
        fields=fields,
        submission_id=uuid4(),
        by=cast.counselor,
        at=NOW,
    )


def objective(cast, goal, measure="Days without use"):
    return add(
        cast,
        Part.OBJECTIVE,
        goal.pk,
        measure=measure,
        target_value="30 days",
        target_date=TODAY + timedelta(days=30),
        responsible="Marc",
    )


def small_plan(cast, objectives=1):
    """One problem, one goal in the person's words, and as many complete objectives."""
    problem = add(cast, Part.PROBLEM, None, title="Opioid use disorder")
    goal = add(cast, Part.GOAL, problem.pk, patient_words="Awake for my daughter", statement="Stable")
    for number in range(objectives):
        objective(cast, goal, f"Measure {number}")
    return queries.plan_of(cast.episode)


def complete(cast):
    """Settle all that a signature needs beside the problems."""
    plan = queries.plan_of(cast.episode)
    actions.edit_plan(
        episode=cast.episode,
        version=plan.version,
        fields={
            "setting": "outpatient",
            "discharge_criteria": "12 weeks stable",
            "moud_status": "prescribed",
            "moud_medicine": "Buprenorphine/naloxone 16/4 mg",
            "next_review_in_days": 90,
            "patient_signed_on": TODAY,
        },
        by=cast.counselor,
        at=NOW,
    )
    kit(cast)
    return queries.plan_of(cast.episode)


def kit(cast, **fields):
    given = {"status": "dispensed", "expires_on": date(2027, 8, 31), "submission_id": uuid4()} | fields
    return medication.record_naloxone(episode=cast.episode, by=cast.counselor, at=NOW, **given)


def sign(cast, *, by=None, reasons=None, version=None, submission_id=None, at=NOW):
    plan = queries.plan_of(cast.episode)
    return actions.sign_plan(
        plan=plan,
        version=plan.version if version is None else version,
        reasons=reasons or {},
        submission_id=submission_id or uuid4(),
        by=by or cast.counselor,
        at=at,
    )


def ready(cast):
    small_plan(cast)
    return complete(cast)
