"""Regulatory clocks of one admission, and the list of everybody's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from intake.assessment import actions, queries
from intake.assessment.actions.errors import AlreadyCorrected, NothingToGoPast, ReasonMissing, WrongDay
from intake.assessment.models import AdmissionDecision, Milestone
from intake.assessment.queries import due
from recovery.audit.models import Override
from recovery.patients.models import EpisodeOfCare
from tests.cast import NOW, open_episode, person
from tests.intake.assessment.given import TODAY, a_milestone, a_program, admitting, assessed, decide, given

DAY = timedelta(days=1)
OPENING = ("full_exam", "psychosocial", "care_plan", "serology")


def admitted(cast, *, days_ago=0, is_otp=True, program=None):
    """Marcus, whose episode began long ago, admitted some days ago."""
    EpisodeOfCare.objects.filter(pk=cast.episode.pk).update(opened_at=NOW - timedelta(days=500))
    cast.episode.refresh_from_db()
    assessed(cast)
    program = program or a_program(cast, is_otp=is_otp)
    return decide(cast, admitting(program, starts_on=TODAY - timedelta(days=days_ago)))


def state(cast, admission, at=NOW):
    return due.of_episode(cast.episode, admission, at)


def words(cast, admission):
    return {each.label: each.words for each in state(cast, admission).clocks}


def test_the_clocks_of_a_new_admission(cast):
    admission = admitted(cast)
    assert words(cast, admission) == {
        "Screening exam": "Due today",
        "Full medical exam": "Due in 14 days",
        "Initial psychosocial assessment": "Due in 14 days",
        "Care plan": "Due in 14 days",
        "Blood drawn for serology": "Due in 14 days",
    }
    assert state(cast, admission).findings == ()


def test_what_was_done_answers_its_clock_and_says_when_it_was_late(cast):
    admission = admitted(cast, days_ago=20)
    a_milestone(cast, "screening_exam", TODAY - 20 * DAY)
    a_milestone(cast, "full_exam", TODAY - 5 * DAY)
    told = words(cast, admission)
    assert told["Screening exam"] == "Done 31 Oct 2026"
    assert told["Full medical exam"] == "Done 15 Nov 2026, 1 day late"
    assert told["Care plan"] == "6 days late"
    assert [each.rule_id for each in state(cast, admission).findings] == ["CLK-03"]


def test_an_external_screening_exam_counts_for_seven_days(cast):
    admission = admitted(cast)
    a_milestone(cast, "screening_exam", TODAY - 8 * DAY, external=True)
    assert [each.rule_id for each in state(cast, admission).findings] == ["CLK-01"]


def test_an_external_exam_that_is_too_old_does_not_answer_its_clock(cast):
    admission = admitted(cast)
    a_milestone(cast, "screening_exam", TODAY - 8 * DAY, external=True)
    assert words(cast, admission)["Screening exam"] == "Due today"
    assert [row.clocks[0].label for row in due.by_regulation(cast.counselor, NOW).rows] == ["Screening exam"]


def test_an_exam_of_our_own_answers_whatever_came_from_outside(cast):
    admission = admitted(cast)
    a_milestone(cast, "screening_exam", TODAY - 9 * DAY)
    a_milestone(cast, "screening_exam", TODAY - 8 * DAY, external=True)
    assert (words(cast, admission)["Screening exam"], state(cast, admission).findings) == ("Done 11 Nov 2026", ())


def go_past(cast, rule="CLK-01", reason="Done elsewhere: the hospital wrote it up.", **told):
    given = {"by": cast.prescriber, "at": NOW} | told
    return actions.go_past_clock(episode=cast.episode, rule_id=rule, reason=reason, **given)


def test_a_prescriber_lets_an_old_exam_stand_with_a_reason_once(cast):
    admission = admitted(cast)
    exam = a_milestone(cast, "screening_exam", TODAY - 8 * DAY, external=True)
    made = {go_past(cast).pk for _ in range(5)}
    kept = Override.objects.get()
    assert made == {kept.pk}
    assert (kept.rule_id, kept.resource, kept.resource_id, kept.reason, kept.by) == (
        "CLK-01", "intake.milestone", exam.pk, "Done elsewhere: the hospital wrote it up.", cast.prescriber,
    )  # fmt: skip
    assert words(cast, admission)["Screening exam"] == "Done 12 Nov 2026"
    [told] = due.told(cast.episode, admission, NOW)
    assert (told.finding.rule_id, told.override) == ("CLK-01", kept)
    assert [row.clocks[0].label for row in due.by_regulation(cast.counselor, NOW).rows] == ["Full medical exam"]


def test_a_correction_of_the_exam_is_judged_anew(cast):
    admission = admitted(cast)
    exam = a_milestone(cast, "screening_exam", TODAY - 8 * DAY, external=True)
    go_past(cast)
    actions.correct_milestone(
        milestone=exam, done=actions.Done("screening_exam", TODAY - 30 * DAY, True), reason="Wrong sheet",
        submission_id=uuid4(), by=cast.nurse, at=NOW,
    )  # fmt: skip
    assert words(cast, admission)["Screening exam"] == "Due today"


def test_going_past_a_late_exam_keeps_the_reason_and_leaves_it_due(cast):
    admission = admitted(cast, days_ago=20)
    go_past(cast, "CLK-02", "Will be done by a set date: Friday")
    assert Override.objects.get().resource_id == admission.pk
    assert words(cast, admission)["Full medical exam"] == "6 days late"
    assert [(each.finding.rule_id, bool(each.override)) for each in due.told(cast.episode, admission, NOW)] == [
        ("CLK-02", True), ("CLK-03", False),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ["CLK-01", "CLK-05", "CP-04", ""])
def test_nothing_is_gone_past_that_asks_for_nothing(cast, rule):
    admitted(cast)
    with pytest.raises(NothingToGoPast):
        go_past(cast, rule)


def test_going_past_wants_a_reason_and_a_prescriber_of_the_person(cast):
    admitted(cast, days_ago=20)
    with pytest.raises(ReasonMissing):
        go_past(cast, "CLK-02", "  ")
    for who in (cast.nurse, cast.counselor, cast.outsider):
        with pytest.raises(PermissionDenied):
            go_past(cast, "CLK-02", by=who)


def test_blood_drawn_too_long_before_admission_answers_nothing(cast):
    admission = admitted(cast)
    a_milestone(cast, "serology", TODAY - 31 * DAY)
    assert words(cast, admission)["Blood drawn for serology"] == "Due in 14 days"
    a_milestone(cast, "serology", TODAY - 30 * DAY)
    assert words(cast, admission)["Blood drawn for serology"] == "Done 21 Oct 2026"


def test_that_no_blood_is_drawn_answers_its_clock_until_some_is(cast):
    admission = admitted(cast)
    a_milestone(cast, "no_serology", TODAY)
    assert words(cast, admission)["Blood drawn for serology"] == "Not drawn, 20 Nov 2026"
    a_milestone(cast, "serology", TODAY)
    assert words(cast, admission)["Blood drawn for serology"] == "Done 20 Nov 2026"


def test_interim_treatment_has_a_plan_by_day_120_and_ends_by_day_180(cast):
    admission = admitted(cast, days_ago=200)
    a_milestone(cast, "interim_start", TODAY - 181 * DAY)
    told = words(cast, admission)
    assert (told["Plan for what follows interim treatment"], told["Comprehensive treatment"]) == (
        "61 days late",
        "1 day late",
    )
    assert "CLK-04" in [each.rule_id for each in state(cast, admission).findings]
    a_milestone(cast, "interim_end", TODAY)
    assert "Comprehensive treatment" not in words(cast, admission)


def test_a_full_year_wants_eight_random_tests(cast):
    admission = admitted(cast, days_ago=366)
    for each in range(7):
        a_milestone(cast, "drug_test", TODAY - each * DAY)
    a_milestone(cast, "drug_test", TODAY - 365 * DAY)  # more than a year ago
    assert "CLK-05" in [each.rule_id for each in state(cast, admission).findings]
    a_milestone(cast, "drug_test", TODAY)
    assert "CLK-05" not in [each.rule_id for each in state(cast, admission).findings]


def test_signing_the_first_plan_is_the_care_plan(cast):
    made = actions.note_signed_plan(episode=cast.episode, submission_id=uuid4(), by=cast.counselor, at=NOW)
    assert (made.kind, made.done_on) == ("care_plan", date(2026, 11, 20))
    assert actions.note_signed_plan(episode=cast.episode, submission_id=uuid4(), by=cast.counselor, at=NOW) is None


def test_a_milestone_is_never_in_the_future_and_made_once(cast):
    with pytest.raises(WrongDay):
        actions.record_milestone(
            episode=cast.episode,
            done=actions.Done("full_exam", TODAY + DAY),
            submission_id=uuid4(),
            by=cast.nurse,
            at=NOW,
        )
    key = uuid4()
    assert {a_milestone(cast, submission_id=key).pk for _ in range(500)} == {Milestone.objects.get().pk}


def correct(cast, milestone, reason="Mistyped", **more):
    done = actions.Done("full_exam", TODAY - DAY)
    return actions.correct_milestone(
        milestone=milestone, done=done, reason=reason, submission_id=uuid4(), by=cast.counselor, at=NOW, **more
    )


def test_a_milestone_is_corrected_with_a_reason_or_called_an_error(cast):
    first = a_milestone(cast)
    with pytest.raises(ReasonMissing):
        correct(cast, first, reason="")
    second = correct(cast, first)
    with pytest.raises(AlreadyCorrected):
        correct(cast, first)
    assert [each.done_on for each in queries.milestones(cast.episode)] == [TODAY - DAY]
    correct(cast, second, in_error=True)
    assert queries.milestones(cast.episode) == []


# --- the list


def crowd(cast, number):
    """People admitted one day apart, the last to come the longest ago."""
    program = a_program(cast)
    for place in range(number):
        patient = person("Ana", f"Other{place:02}", date(1990, 1, 1), by=cast.intake, at=NOW - 60 * DAY)
        episode = open_episode(patient, lead=cast.counselor, by=cast.intake, at=NOW - 60 * DAY)
        actions.assess(episode=episode, given=given(), submission_id=uuid4(), by=cast.counselor, at=NOW)
        decide(cast, admitting(program, starts_on=TODAY - place * DAY), episode=episode)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_two_queries_however_long(cast, django_assert_num_queries, number):
    crowd(cast, number)
    with django_assert_num_queries(2):
        page = due.by_regulation(cast.counselor, NOW)
        assert [row.clocks[0].due for row in page.rows] == [TODAY - place * DAY for place in reversed(range(number))]


def test_the_list_is_paged_by_key(cast, monkeypatch):
    monkeypatch.setattr(due, "PAGE", 2)
    crowd(cast, 5)
    seen, after = [], None
    for _ in range(3):
        page = due.by_regulation(cast.counselor, NOW, after)
        seen += [row.patient.family_name for row in page.rows]
        after = page.after
    assert (seen, after) == ([f"Other{place:02}" for place in reversed(range(5))], None)


def test_only_an_opioid_treatment_program_has_clocks_and_only_for_who_is_within_reach(cast):
    admitted(cast, is_otp=False)
    assert due.by_regulation(cast.counselor, NOW).rows == ()


def test_who_cares_for_nobody_sees_nobody(cast):
    admitted(cast)
    assert [row.patient for row in due.by_regulation(cast.nurse, NOW).rows] == [cast.patient]
    assert due.by_regulation(cast.outsider, NOW).rows == ()


STORIES = {
    "nothing done": [],
    "exam done": [("full_exam", 3)],
    "opening done": [(kind, 3) for kind in (*OPENING, "screening_exam")],
    "blood too old": [
        ("screening_exam", 3),
        ("full_exam", 3),
        ("psychosocial", 3),
        ("care_plan", 3),
        ("serology", 450),
    ],
    "interim": [(kind, 3) for kind in (*OPENING, "screening_exam")] + [("interim_start", 100)],
    "interim planned": [(kind, 3) for kind in (*OPENING, "screening_exam")]
    + [("interim_start", 100), ("interim_plan", 4)],
    "interim ended": [(kind, 3) for kind in (*OPENING, "screening_exam")]
    + [("interim_start", 100), ("interim_end", 2)],
    "interim again": [("interim_start", 100), ("interim_end", 50), ("interim_start", 10)],
    "blood declined": [(kind, 3) for kind in (*OPENING[:3], "screening_exam", "no_serology")],
    "exam from outside too old": [("full_exam", 3), ("external", 500)],
    "exam from outside let stand": [("full_exam", 3), ("external", 500), ("let stand", 0)],
    "exam from outside after all": [("external", 0), ("full_exam", 0)],
    "tested": [(kind, 3) for kind in (*OPENING, "screening_exam")] + [("drug_test", n) for n in range(8)],
}


@pytest.mark.parametrize("days_ago", [0, 10, 20, 364, 365, 400])
@pytest.mark.parametrize("story", list(STORIES))
def test_the_day_that_the_database_sorts_by_is_the_one_the_rules_name(cast, story, days_ago):
    admission = admitted(cast, days_ago=days_ago)
    for kind, ago in STORIES[story]:
        if kind == "let stand":
            go_past(cast)
        elif kind == "external":
            a_milestone(cast, "screening_exam", TODAY - timedelta(days=ago), external=True)
        else:
            a_milestone(cast, kind, TODAY - timedelta(days=ago))
    told = state(cast, admission)
    wanted = [each.due for each in told.open]
    if "CLK-05" in [each.rule_id for each in told.findings]:
        wanted.append(TODAY)
    found = due.with_due(AdmissionDecision.objects.all(), TODAY).first()
    assert (found.due if found else None) == min(wanted, default=None)
