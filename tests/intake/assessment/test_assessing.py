"""Assessments: kept whole, corrected by a new row, explained where a lower level is chosen."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from intake.assessment import actions, queries
from intake.assessment.actions import drafting
from intake.assessment.actions.errors import (
    AlreadyCorrected,
    IllegalRatings,
    LowerNeedsReason,
    NotInCare,
    ReasonMissing,
)
from intake.assessment.models import Assessment
from intake.screening import actions as screening
from recovery.clinical.conditions import actions as conditions
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from tests.cast import NOW
from tests.intake.assessment.given import RATINGS, SUGGESTED, assessed, given


def answer(cast, code, answers):
    return screening.record_response(
        code=code, answers=answers, mode="interview", submission_id=uuid4(), by=cast.nurse, at=NOW, episode=cast.episode
    )


def correct(cast, assessment, reason="Asked again", **more):
    return actions.correct_assessment(
        assessment=assessment, given=given(**more), reason=reason, submission_id=uuid4(), by=cast.prescriber, at=NOW
    )


def test_it_keeps_ratings_suggestion_choice_and_reasons(cast):
    made = assessed(cast)
    assert (made.ratings, made.d6) == ({"d1": 2, "d2": 0, "d3": 2, "d4": 2, "d5": 1}, ["transport"])
    assert (made.suggested, made.chosen, made.lower_reason) == (SUGGESTED, SUGGESTED, "")
    assert made.rationales["d1"] == "COWS 18"


def test_judging_the_stored_ratings_again_gives_the_stored_result(cast):
    made = assessed(cast)
    assert made.suggestion.result.as_json() == made.result


def test_it_keeps_the_findings_that_stood_beside_it(cast):
    answer(cast, "CSSRS", {"1": "yes", "2": "no", "6": "no"})
    conditions.assign(
        episode=cast.episode, diagnosis=conditions.Diagnosis("F43.10", "co_occurring"), submission_id=uuid4(),
        by=cast.counselor, at=NOW,
    )  # fmt: skip
    kept = {(each["dimension"], each["text"]) for each in assessed(cast).evidence}
    assert {
        ("d3", "Columbia-Suicide Severity Rating Scale, screener, low"),
        ("d3", "F43.10 Post-traumatic stress disorder, unspecified"),
    } <= kept
    assert ("d6", "Why now: “I want to be awake for my daughter's mornings.”") in kept


def test_what_raises_alarm_stands_first(cast):
    answer(cast, "CSSRS", {"1": "yes", "2": "yes", "3": "yes", "4": "yes", "5": "no", "6": "no"})
    third = next(each for each in queries.beside(cast.episode) if each.dimension.name == "d3")
    assert [each.tone for each in third.evidence] == ["bad", ""]


@pytest.mark.parametrize("who", ["intake", "nurse", "outsider"])
def test_only_a_licensed_clinician_of_the_person_assesses(cast, who):
    with pytest.raises(PermissionDenied):
        assessed(cast, by=getattr(cast, who))


def test_a_lower_level_needs_a_code_and_words(cast):
    for reason in (
        {},
        {"lower_reason": "access"},
        {"lower_reason": "access", "lower_note": " "},
        {"lower_note": "Far away"},
    ):
        with pytest.raises(LowerNeedsReason, match="less structure through the week and less medical management"):
            assessed(cast, chosen="outpatient", **reason)
    made = assessed(cast, chosen="outpatient", lower_reason="access", lower_note="Two hours by bus")
    assert (made.chosen, made.lower_note) == ("outpatient", "Two hours by bus")


def test_a_reason_is_not_kept_where_none_is_needed(cast):
    made = assessed(cast, chosen="hospital_inpatient", lower_reason="access", lower_note="left over")
    assert (made.lower_reason, made.lower_note) == ("", "")


@pytest.mark.parametrize("ratings", [{**RATINGS, "d1": None}, {**RATINGS, "d1": 5}, {**RATINGS, "d6": "transport"}])
def test_ratings_that_say_nothing_are_refused(cast, ratings):
    with pytest.raises(IllegalRatings):
        assessed(cast, ratings=ratings)


def test_nobody_is_assessed_after_care_ended(cast):
    move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    with pytest.raises(NotInCare):
        assessed(cast)


def test_a_correction_supersedes_with_a_reason_and_keeps_when_it_was_made(cast):
    first = assessed(cast)
    with pytest.raises(ReasonMissing):
        correct(cast, first, reason=" ")
    second = correct(cast, first, ratings={**RATINGS, "d1": 1})
    assert (second.assessed_by, second.recorded_by, second.assessed_at) == (cast.counselor, cast.prescriber, NOW)
    assert [each.pk for each in queries.assessments(cast.episode)] == [second.pk]
    assert [each.pk for each in queries.versions(first)] == [second.pk, first.pk]
    with pytest.raises(AlreadyCorrected):
        correct(cast, first)


def test_the_course_says_what_changed(cast):
    from datetime import timedelta

    assessed(cast, at=NOW - timedelta(days=30))
    assessed(cast, ratings={**RATINGS, "d1": 0, "d3": 1, "d6": []}, chosen="intensive_outpatient")
    newest, first = queries.course(cast.episode)
    assert newest.changes == (
        "Withdrawal and addiction medication: 2 to 0",
        "Mental health and thinking: 2 to 1",
        "What matters to the person: changed",
        "Level of care: Intensive outpatient, before Medically managed intensive outpatient",
    )
    assert first.changes == ()


def test_the_same_submit_makes_one_and_ends_the_draft(cast):
    drafting.save(episode=cast.episode, typed={"d1": "2"}, seq=1, by=cast.counselor, at=NOW)
    key = uuid4()
    assert {assessed(cast, submission_id=key).pk for _ in range(500)} == {Assessment.objects.get().pk}
    assert drafting.find(cast.episode, cast.counselor) is None


def test_the_database_refuses_ratings_that_do_not_exist(cast):
    made = assessed(cast)
    fields = {
        f.name: getattr(made, f.name) for f in Assessment._meta.concrete_fields if f.name not in ("id", "created_at")
    }
    for wrong in ({"d1": 5}, {"chosen": "residential"}, {"lower_reason": "access"}, {"correction_reason": "why"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Assessment.objects.create(**{**fields, "submission_id": uuid4(), **wrong})
