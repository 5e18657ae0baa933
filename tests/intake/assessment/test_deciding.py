"""The decision on admission moves the episode and tells the right people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from intake.assessment import queries
from intake.assessment.actions.errors import (
    AssessFirst,
    LowerNeedsReason,
    NewerAssessment,
    NotInCare,
    ReasonMissing,
    Unanswered,
    WrongDay,
    WrongProgram,
)
from intake.assessment.models import AdmissionDecision
from intake.referrals import queries as waiting_list
from intake.screening import actions as screening
from recovery.clinical.redflags import actions as redflags
from recovery.outbox.models import OutboundMessage
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from recovery.programs.queries import every_program
from tests.cast import NOW, assemble
from tests.intake.assessment.given import (
    RATINGS,
    SUGGESTED,
    TODAY,
    a_program,
    admitting,
    assessed,
    decide,
    referring,
    waiting,
)

HIGH_RISK = {"1": "yes", "2": "yes", "3": "yes", "4": "yes", "5": "no", "6": "no"}


def at_risk(cast):
    screening.record_response(
        code="CSSRS",
        answers=HIGH_RISK,
        mode="interview",
        submission_id=uuid4(),
        by=cast.nurse,
        at=NOW,
        episode=cast.episode,
    )


def test_admission_begins_treatment_at_the_level_decided(cast):
    assessed(cast)
    kept = decide(cast, admitting(a_program(cast)))
    cast.episode.refresh_from_db()
    assert (cast.episode.stage, cast.episode.level_of_care) == (Stage.IN_TREATMENT, SUGGESTED)
    assert queries.admission(cast.episode) == kept
    assert queries.said(kept) == "Medically managed intensive outpatient, Riverside OTP, from 20 Nov 2026"


def test_the_care_team_and_the_people_of_the_program_are_told_once_each_and_not_who_decided(cast, monkeypatch):
    from intake.assessment.actions import deciding

    heard = []
    monkeypatch.setattr(
        deciding, "alert_staff", lambda **given: heard.append((given["to"], given["slot"], given["subject_id"]))
    )
    assessed(cast)
    kept = decide(cast, admitting(a_program(cast, people=[cast.outsider, cast.nurse])))
    assert sorted(user.name for user, _, _ in heard) == sorted(
        each.name for each in (cast.nurse, cast.prescriber, cast.outsider)
    )
    assert {(slot, subject) for _, slot, subject in heard} == {("admission", kept.pk)}


def letters():
    return sorted(OutboundMessage.objects.values_list("staff_address", flat=True))


TEAM = ("nurse@example.org", "prescriber@example.org")  # and the counselor, who decides


@pytest.mark.parametrize("outcome", ["admit", "wait", "refer"])
def test_each_decision_is_told_through_the_outbox_once_and_says_nothing_of_it(cast, outcome):
    assessed(cast)
    made = {"admit": lambda: admitting(a_program(cast, people=[cast.outsider, cast.nurse])),
            "wait": waiting, "refer": referring}[outcome]()  # fmt: skip
    key = uuid4()
    for _ in range(5):
        decide(cast, made, submission_id=key)
    others = [cast.outsider.email] if outcome == "admit" else []
    assert letters() == sorted([*TEAM, *others])
    for letter in OutboundMessage.objects.select_related("occurrence"):
        assert (letter.template_code, letter.params, letter.occurrence.patient) == ("staff_alert", {}, None)


def test_a_changed_admission_is_told_anew(cast):
    assessed(cast)
    program = a_program(cast)
    decide(cast, admitting(program))
    decide(cast, admitting(program, change_reason="Wrong day"))
    assert letters() == sorted(TEAM * 2)


def test_who_left_the_staff_is_not_told(cast):
    assessed(cast)
    cast.nurse.is_active = False
    cast.nurse.save()
    decide(cast, waiting())
    assert letters() == ["prescriber@example.org"]


def test_twenty_submits_at_once_make_one_decision_and_tell_each_once(transactional_ground):
    cast = assemble()
    assessed(cast)
    program, key = a_program(cast), uuid4()

    def submit(_):
        try:
            return decide(cast, admitting(program), submission_id=key).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(submit, range(20)))
    assert (len(made), AdmissionDecision.objects.count(), letters()) == (1, 1, list(TEAM))


def test_a_decision_does_not_rest_on_an_assessment_that_nobody_read(cast):
    first = assessed(cast)
    newer = assessed(cast, at=NOW + timedelta(minutes=1))
    with pytest.raises(NewerAssessment):
        decide(cast, waiting(rests_on=first.pk))
    assert decide(cast, waiting(rests_on=newer.pk)).assessment == newer


def test_waiting_again_gives_the_place_that_follows_from_what_is_known_now(cast):
    assessed(cast)
    decide(cast, waiting())
    place = waiting_list.place_of(episode=cast.episode)
    assert (place.reasons, place.priority) == ([], 4)
    at_risk(cast)
    decide(cast, waiting(done={"EMG-04": "Stayed with him"}), at=NOW + timedelta(hours=1))
    again = waiting_list.place_of(episode=cast.episode)
    assert (again.pk, again.reasons, again.priority, again.since) == (place.pk, ["suicide"], 1, NOW)


def test_a_plan_signed_before_the_decision_does_not_stand_in_its_way(cast):
    assessed(cast)
    move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    kept = decide(cast, admitting(a_program(cast)))
    assert queries.admission(cast.episode) == kept


def test_waiting_keeps_the_person_in_intake_with_the_reasons(cast):
    assessed(cast)
    kept = decide(cast, waiting(wait_reasons=["no_place", "practical"]))
    cast.episode.refresh_from_db()
    assert cast.episode.stage == Stage.IN_INTAKE
    assert queries.wait_words(kept) == ["No place is free", "Insurance, papers or transport"]


def test_somebody_who_waited_is_admitted_later(cast):
    assessed(cast)
    decide(cast, waiting())
    kept = decide(cast, admitting(a_program(cast)))
    assert (queries.latest_decision(cast.episode), kept.supersedes) == (kept, None)


def test_a_referral_closes_the_episode_with_where_to_and_why(cast):
    assessed(cast)
    decide(cast, referring())
    cast.episode.refresh_from_db()
    last = cast.episode.stage_changes.order_by("-at", "-pk").first()
    assert cast.episode.stage == Stage.CLOSED
    assert last.reason == "Referred to County Hospital: needs hospital or medical care first."


@pytest.mark.parametrize("decision", [waiting(), referring()], ids=["wait", "refer"])
def test_nobody_waits_or_leaves_with_a_danger_that_nobody_has_answered(cast, decision):
    at_risk(cast)
    assessed(cast, ratings={**RATINGS, "d3": 4}, chosen="hospital_inpatient")
    with pytest.raises(Unanswered) as refused:
        decide(cast, replace(decision, level_of_care="hospital_inpatient"))
    assert refused.value.rules == ("EMG-04", "LOC-EMERGENT")
    done = {"EMG-04": "Stayed with him until the ambulance came", "LOC-EMERGENT": "911 called at 14:10"}
    kept = decide(cast, replace(decision, level_of_care="hospital_inpatient", done=done))
    assert [(each["finding"]["rule_id"], each["done"]) for each in kept.answered] == list(done.items())


@pytest.mark.parametrize("decision", [waiting(), referring()], ids=["wait", "refer"])
def test_nobody_waits_or_leaves_with_a_red_flag_open(cast, decision):
    made = redflags.raise_by_hand(
        episode=cast.episode, rule_id="PREG-01", words="Shaking", submission_id=uuid4(), by=cast.nurse, at=NOW
    )
    assessed(cast)
    with pytest.raises(Unanswered) as refused:
        decide(cast, decision)
    assert refused.value.rules == ("PREG-01",)
    redflags.resolve(
        flag=made, outcome="treated", note="Started on buprenorphine.", submission_id=uuid4(), by=cast.nurse, at=NOW
    )
    assert decide(cast, decision).answered == []


def test_an_admission_is_not_held_up_by_a_danger(cast):
    at_risk(cast)
    assessed(cast)
    assert decide(cast, admitting(a_program(cast))).is_admission


def test_nothing_is_decided_before_an_assessment(cast):
    with pytest.raises(AssessFirst):
        decide(cast, waiting())


@pytest.mark.parametrize("who", ["intake", "nurse", "outsider"])
def test_only_a_licensed_clinician_of_the_person_decides(cast, who):
    assessed(cast)
    with pytest.raises(PermissionDenied):
        decide(cast, waiting(), by=getattr(cast, who))


def test_a_program_takes_only_what_it_offers_while_it_is_open(cast):
    assessed(cast)
    narrow = a_program(cast, levels=["outpatient"])
    with pytest.raises(WrongProgram, match="does not offer this level"):
        decide(cast, admitting(narrow))
    with pytest.raises(WrongProgram, match="Choose a program"):
        decide(cast, admitting(None))


def test_a_full_program_still_takes_people(cast):
    assessed(cast)
    full = a_program(cast, capacity=0)
    assert decide(cast, admitting(full)).program == full
    [row] = every_program()
    assert (row.places, row.is_full) == ("1 of 0 places", True)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2026, 11, 1), None])
def test_the_day_of_admission_is_between_the_first_call_and_today(cast, day):
    assessed(cast)
    with pytest.raises(WrongDay):
        decide(cast, admitting(a_program(cast), starts_on=day))


def test_another_level_than_the_assessment_chose_is_explained_where_it_is_lower(cast):
    assessed(cast)
    program = a_program(cast)
    with pytest.raises(LowerNeedsReason):
        decide(cast, admitting(program, level_of_care="outpatient"))
    kept = decide(
        cast, admitting(program, level_of_care="outpatient", lower_reason="access", lower_note="Lives far away")
    )
    assert (kept.level_of_care, kept.lower_reason) == ("outpatient", "access")


def test_an_admission_is_changed_with_a_reason_and_both_are_kept(cast):
    assessed(cast)
    program = a_program(cast)
    first = decide(cast, admitting(program))
    with pytest.raises(ReasonMissing):
        decide(cast, admitting(program))
    second = decide(cast, admitting(a_program(cast, name="Evening IOP"), change_reason="Wrong program"))
    assert (queries.admission(cast.episode), second.supersedes) == (second, first)
    assert [row.admitted for row in every_program()] == [1, 0]


def test_somebody_in_care_is_neither_sent_to_wait_nor_referred_here(cast):
    assessed(cast)
    decide(cast, admitting(a_program(cast)))
    for decision in (waiting(change_reason="x"), referring(change_reason="x")):
        with pytest.raises(NotInCare):
            decide(cast, decision)


def test_the_same_submit_makes_one_decision(cast):
    assessed(cast)
    program, key = a_program(cast), uuid4()
    made = {decide(cast, admitting(program), submission_id=key).pk for _ in range(500)}
    assert (len(made), AdmissionDecision.objects.count()) == (1, 1)
