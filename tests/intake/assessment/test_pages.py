"""Pages of assessment, decision, diagnoses and clocks."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from intake.assessment import queries
from intake.assessment.actions import drafting
from intake.assessment.models import AdmissionDecision, Assessment, Milestone
from intake.screening import actions as screening
from recovery.clinical.conditions.models import Condition
from recovery.patients.codes import Stage
from tests.cast import NOW, PASSWORD
from tests.intake.assessment.given import (
    RATINGS,
    SUGGESTED,
    TODAY,
    a_milestone,
    a_program,
    admitting,
    assessed,
    decide,
    referring,
    text_of,
    waiting,
)
from tests.intake.screening.given import SEVERE_OUD

TYPED = {
    "d1": "2", "why_d1": "COWS 18", "d2": "0", "d3": "2", "why_d3": "Low mood", "d4": "2", "why_d4": "Craving", "d5": "1",
    "d6": ["transport"], "chosen": SUGGESTED,
}  # fmt: skip


@pytest.fixture
def page(cast, client):
    """A page of Marcus as somebody sees it: page("intake:assess"), page("intake:decide", {...})."""
    client.force_login(cast.counselor)

    def ask(name, data=None, key=None):
        address = reverse(name, args=[key or cast.episode.pk])
        return client.get(address) if data is None else client.post(address, data)

    return ask


def sent(**changes):
    return {**TYPED, "submission_id": str(uuid4()), "seq": "1", "do": "finish", **changes}


# --- the assessment


def test_the_form_shows_what_bears_on_each_dimension(cast, page):
    screening.record_response(
        code="DSM5_OUD", answers=SEVERE_OUD | {"medically_supervised_only": False}, mode="interview",
        submission_id=uuid4(), by=cast.nurse, at=NOW, episode=cast.episode,
    )  # fmt: skip
    reply = page("intake:assess")
    assert "Opioid use disorder criteria 11, severe 20 Nov 2026" in text_of(reply)
    assert "Medication for opioid use disorder is offered at every level of care" in text_of(reply)


def test_a_finished_assessment_is_kept_and_shown_with_its_reasoning(cast, page):
    reply = page("intake:assess", sent())
    made = Assessment.objects.get()
    assert reply.url == reverse("intake:assessment", args=[made.pk])
    shown = text_of(page("intake:assessment", key=made.pk))
    assert (
        "because Withdrawal and addiction medication is rated 2, moderate; Mental health and thinking is rated 2, moderate"
        in shown
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"d5": ""}, "Rate surroundings"),
        ({"why_d4": " "}, "Write why risk of use is rated 2"),
        ({"chosen": ""}, "Choose an answer for level of care you choose"),
        ({"chosen": "outpatient"}, "This level has less structure through the week and less medical management"),
        ({"d1": "7"}, "Select a valid choice"),
        ({"d6": ["moon"]}, "Select a valid choice"),
    ],
)
def test_what_is_missing_comes_back_with_what_to_do(page, changes, said):
    reply = page("intake:assess", sent(**changes))
    assert (reply.status_code, Assessment.objects.count()) == (422, 0)
    assert said in text_of(reply)
    assert "Craving" in reply.content.decode() or "why_d4" in changes


def test_what_is_typed_is_kept_and_an_older_save_is_refused(cast, page, client):
    assert page("intake:assess-autosave", sent(seq="5")).json() == {"saved": "14:05"}
    late = page("intake:assess-autosave", sent(seq="4", why_d1="older"))
    assert (late.status_code, late.content.decode()[:23]) == (409, "Newer text was saved in")
    reply = page("intake:assess")
    assert "COWS 18" in reply.content.decode()
    assert reply.context["form"].ratings == RATINGS


def test_saving_for_later_keeps_everything_and_leads_to_the_chart(cast, page):
    reply = page("intake:assess", sent(do="later", d1="9"))
    assert reply.url == reverse("chart", args=[cast.patient.pk])
    assert drafting.find(cast.episode, cast.counselor).data["d1"] == "9"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"d1": "1"}, "1 of 5 rated."),
        (TYPED, "Medically managed intensive outpatient"),
        (
            {**TYPED, "chosen": "outpatient"},
            "The level you choose is lower It has less structure through the week and less medical management.",
        ),
        ({"d1": "4"}, "This person is in imminent danger"),
        ({"d1": "x"}, "0 of 5 rated."),
    ],
)
def test_the_suggestion_follows_what_is_on_the_page(client, cast, typed, said):
    client.force_login(cast.counselor)
    assert said in text_of(client.post(reverse("intake:suggest-level"), typed))


def test_a_correction_keeps_both_and_a_second_one_is_led_to_the_newer(cast, page):
    made = assessed(cast)
    typed = sent(reason="He slept badly", d1="1")
    assert page("intake:assessment-correct", typed, key=made.pk).status_code == 302
    second = page("intake:assessment-correct", sent(reason="Again", why_d4="my words"), key=made.pk)
    assert second.status_code == 409
    assert "Somebody else corrected this first" in text_of(second)
    assert "my words" in second.content.decode()
    assert "This was corrected" in text_of(page("intake:assessment", key=made.pk))


def test_the_course_shows_what_changed(cast, page):
    assessed(cast, at=NOW - timedelta(days=2))
    assessed(cast, ratings={**RATINGS, "d4": 1})
    assert "Risk of use: 2 to 1" in text_of(page("intake:assessments"))


# --- the decision


def deciding(**changes):
    return {
        "outcome": "wait",
        "level_of_care": SUGGESTED,
        "wait_reasons": ["no_place"],
        "submission_id": str(uuid4()),
        **changes,
    }


def test_before_an_assessment_there_is_nothing_to_decide_on(cast, page):
    assert page("intake:decide").url == reverse("intake:assessments", args=[cast.episode.pk])


def test_admitting_through_the_page(cast, page):
    assessed(cast)
    program = a_program(cast)
    typed = deciding(outcome="admit", program=str(program.pk), starts_on="2026-11-20")
    kept = page("intake:decide", typed)
    cast.episode.refresh_from_db()
    assert (cast.episode.stage, kept.url) == (
        Stage.IN_TREATMENT,
        reverse("intake:decision", args=[AdmissionDecision.objects.get().pk]),
    )
    assert "Change the admission" in text_of(page("intake:decide"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": ""}, "Choose an answer for decision"),
        ({"wait_reasons": []}, "Choose an answer for why the person waits"),
        ({"outcome": "admit"}, "Choose an answer for program"),
        ({"outcome": "refer"}, "Enter where to"),
        ({"level_of_care": "outpatient"}, "This level has less structure"),
        ({"outcome": "admit", "starts_on": "2026-11-21"}, "An admission is recorded on the day it begins"),
    ],
)
def test_a_decision_that_lacks_something_comes_back(cast, page, changes, said):
    assessed(cast)
    program = a_program(cast)
    if changes.get("starts_on"):
        changes = {**changes, "program": str(program.pk)}
    reply = page("intake:decide", deciding(**changes))
    assert (reply.status_code, AdmissionDecision.objects.count()) == (422, 0)
    assert said in text_of(reply)


def test_a_danger_stands_on_the_page_until_somebody_says_what_was_done(cast, page):
    assessed(cast, ratings={**RATINGS, "d1": 4}, chosen="hospital_inpatient")
    assert "Call 911" in text_of(page("intake:decide"))
    typed = deciding(level_of_care="hospital_inpatient")
    refused = page("intake:decide", typed)
    assert refused.status_code == 422
    assert "Write what was done about this before the person waits or leaves" in text_of(refused)
    assert page("intake:decide", {**typed, "done_LOC-EMERGENT": "Ambulance at 14:20"}).status_code == 302


def test_the_referral_sheet_is_for_referrals_alone(cast, page):
    assessed(cast)
    waits = decide(cast, waiting())
    assert page("intake:referral-sheet", key=waits.pk).status_code == 404
    sheet = text_of(page("intake:referral-sheet", key=decide(cast, referring()).pk))
    assert "Referral to County Hospital" in sheet
    assert "42 CFR part 2" in sheet


# --- diagnoses


def diagnosis(**changes):
    return {
        "icd10": "F11.20", "rank": "principal", "clinical_status": "active", "verification": "confirmed",
        "submission_id": str(uuid4()), **changes,
    }  # fmt: skip


def test_a_suggestion_fills_the_form_and_assigns_nothing(cast, page):
    screening.record_response(
        code="DSM5_OUD", answers=SEVERE_OUD | {"medically_supervised_only": False}, mode="interview",
        submission_id=uuid4(), by=cast.nurse, at=NOW, episode=cast.episode,
    )  # fmt: skip
    assert "F11.20 Opioid dependence, uncomplicated" in text_of(page("intake:diagnoses"))
    looked = page("intake:diagnosis-assign", {"look": "DX-OUD-02"})
    assert (looked.status_code, Condition.objects.count()) == (200, 0)
    assert looked.context["form"]["rank"].value() == "principal"
    page("intake:diagnosis-assign", diagnosis(rule_id="DX-OUD-02"))
    made = Condition.objects.get()
    assert (made.because, made.rule_id) == ("Opioid use disorder criteria 11, severe, 20 Nov 2026", "DX-OUD-02")


def test_code_and_status_that_disagree_come_back(page):
    reply = page("intake:diagnosis-assign", diagnosis(icd10="F11.21"))
    assert reply.status_code == 422
    assert "F11.21 says that it is in remission. Set the status to in remission." in text_of(reply)


def test_a_change_of_a_diagnosis_that_somebody_changed_shows_both(cast, page):
    page("intake:diagnosis-assign", diagnosis())
    made = Condition.objects.get()
    change = diagnosis(reason="Withdrawal now", icd10="F11.23")
    assert page("intake:diagnosis-change", change, key=made.pk).status_code == 302
    again = page("intake:diagnosis-change", diagnosis(reason="Mine", note="my words"), key=made.pk)
    assert again.status_code == 409
    assert "F11.23, active, because “Withdrawal now”" in text_of(again)
    assert "my words" in again.content.decode()


# --- clocks


def test_recording_what_was_done_answers_a_clock(cast, page):
    assessed(cast)
    decide(cast, admitting(a_program(cast)))
    assert "Due in 14 days" in text_of(page("intake:clocks"))
    typed = {"kind": "full_exam", "done_on": "2026-11-20", "submission_id": str(uuid4())}
    assert page("intake:clocks", typed).status_code == 302
    assert "Done 20 Nov 2026" in text_of(page("intake:clocks"))
    assert page("intake:clocks", {**typed, "done_on": "2026-11-21"}).status_code == 422


def test_a_clock_is_gone_past_with_a_code_words_and_the_password(cast, client):
    from recovery.audit.models import Override

    assessed(cast)
    decide(cast, admitting(a_program(cast)))
    a_milestone(cast, "screening_exam", TODAY - timedelta(days=8), external=True)
    where = reverse("intake:clock-go-past", args=[cast.episode.pk, "CLK-01"])
    client.force_login(cast.counselor)
    assert where not in text_of(client.get(reverse("intake:clocks", args=[cast.episode.pk])))
    assert client.get(where).status_code == 403
    client.force_login(cast.prescriber)
    assert where in client.get(reverse("intake:clocks", args=[cast.episode.pk])).content.decode()
    typed = {"code": "Done elsewhere", "why": "The hospital wrote it up", "password": PASSWORD}
    for lacks, sentence in (
        ("code", "Choose a reason for rule CLK-01"), ("why", "Write why you go past rule CLK-01"),
        ("password", "Enter your password"),
    ):  # fmt: skip
        refused = client.post(where, {**typed, lacks: ""})
        assert (refused.status_code, sentence in text_of(refused)) == (422, True)
    wrong = client.post(where, {**typed, "password": "guess"})
    assert (wrong.status_code, "The hospital wrote it up" in wrong.content.decode()) == (422, True)
    assert [client.post(where, typed).status_code for _ in range(2)] == [302, 302]
    assert Override.objects.get().reason == "Done elsewhere: The hospital wrote it up"
    shown = text_of(client.get(reverse("intake:clocks", args=[cast.episode.pk])))
    assert "Gone past by Dr" in shown
    assert "Done elsewhere: The hospital wrote it up" in shown
    assert client.get(where).status_code == 302


def test_a_decision_written_beside_an_older_assessment_comes_back_beside_the_newer(cast, page):
    first = assessed(cast)
    newer = assessed(cast, at=NOW + timedelta(minutes=1), chosen="hospital_inpatient", ratings={**RATINGS, "d2": 4})
    typed = {"outcome": "wait", "level_of_care": SUGGESTED, "wait_reasons": ["no_place"], "note": "my words",
             "done_LOC-EMERGENT": "Called 911", "rests_on": str(first.pk), "submission_id": str(uuid4())}  # fmt: skip
    stale = page("intake:decide", typed)
    assert (stale.status_code, AdmissionDecision.objects.count()) == (409, 0)
    shown = stale.content.decode()
    assert "A newer assessment was made while you were writing" in shown
    assert "my words" in shown
    assert f'value="{newer.pk}"' in shown


def test_a_row_is_corrected_with_a_reason(cast, page):
    made = a_milestone(cast)
    typed = {"kind": "full_exam", "done_on": "2026-11-19", "submission_id": str(uuid4())}
    assert page("intake:milestone-correct", typed, key=made.pk).status_code == 422
    assert page("intake:milestone-correct", {**typed, "reason": "Mistyped"}, key=made.pk).status_code == 302
    assert [each.done_on for each in queries.milestones(cast.episode)] == [TODAY - timedelta(days=1)]
    assert Milestone.objects.count() == 2


def test_the_work_list_leads_with_who_is_late(cast, client):
    from recovery.patients.models import EpisodeOfCare

    EpisodeOfCare.objects.filter(pk=cast.episode.pk).update(opened_at=NOW - timedelta(days=30))
    assessed(cast)
    decide(cast, admitting(a_program(cast), starts_on=TODAY - timedelta(days=15)))
    client.force_login(cast.nurse)
    home = text_of(client.get("/"))
    assert "Due by regulation 1" in home
    assert "Screening exam: 15 days late, 5 Nov 2026 Full medical exam: 1 day late, 19 Nov 2026" in home
    assert "Whitfield, Marcus" in text_of(client.get(reverse("intake:due")))


# --- the chart


def test_the_next_step_is_to_assess_and_then_to_decide(cast, client):
    from recovery.front.chart.queries.next_steps import next_steps

    def last():
        return next_steps(cast.counselor, cast.patient, cast.episode)[-1].label

    assert last() == "Assess"
    assessed(cast)
    assert last() == "Decide on admission"


def test_the_timeline_tells_what_happened(cast):
    assessed(cast)
    decide(cast, admitting(a_program(cast)))
    a_milestone(cast)
    assert {each.title for each in queries.timeline(cast.episode)} == {
        "Assessed",
        "Decision: admit",
        "Full medical exam",
    }


QUERIES = {  # of a whole request: with the session, the trail and the banner
    "intake:assess": 12,
    "intake:assessments": 10,
    "intake:decide": 12,
    "intake:diagnoses": 10,
    "intake:clocks": 10,
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", list(QUERIES))
def test_a_page_asks_as_often_for_thirty_rows_as_for_one(cast, page, name, rows, django_assert_num_queries):
    for each in range(rows):
        assessed(cast, at=NOW - timedelta(hours=each))
        a_milestone(cast, "drug_test", TODAY - timedelta(days=each))
    page(name)
    with django_assert_num_queries(QUERIES[name]):
        assert page(name).status_code == 200
