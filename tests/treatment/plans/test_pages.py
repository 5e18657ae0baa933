"""The plan's pages, as those who use them find them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from recovery.audit.models import AuditEvent, Override
from tests.cast import PASSWORD
from tests.treatment.plans import ground
from treatment.plans.codes import Part
from treatment.plans.models import CarePlan, Goal, Intervention, Objective, PlanRevision, Problem


@pytest.fixture
def counselor(client, cast):
    client.force_login(cast.counselor)
    return client


def to(name, *args):
    return reverse(f"treatment:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def test_an_empty_plan_offers_to_draft_from_the_findings(cast, counselor):
    ground.screened(cast)
    page = text(counselor.get(to("plan", cast.episode.pk)))
    assert "Nobody has begun a plan" in page
    assert "Draft from findings (" in page
    assert "9 of 11" in page
    assert not CarePlan.objects.exists()


def test_draft_fills_the_builder_with_reasons_and_sources(cast, counselor):
    ground.screened(cast)
    response = counselor.post(to("draft-plan", cast.episode.pk), follow=True)
    page = text(response)
    assert "because <b>COWS 26, moderately severe, 20 Nov 2026</b>" in page
    assert "Offered at every level of care, never fail first (clinical spec 1.14)" in page
    assert "Not in the person’s own words yet" in page
    assert "In plan" in page


def test_every_page_opens(cast, counselor):
    ground.screened(cast)
    counselor.post(to("draft-plan", cast.episode.pk))
    ground.complete(cast)
    goal, problem = Goal.objects.first(), Problem.objects.first()
    pages = [
        to("plan", cast.episode.pk),
        to("plan-details", cast.episode.pk),
        to("sign-plan", cast.episode.pk),
        to("revisions", cast.episode.pk),
        to("removed-suggestions", cast.episode.pk),
        to("edit-part", cast.episode.pk, "problem", problem.pk),
        to("edit-part", cast.episode.pk, "goal", goal.pk),
        to("edit-part", cast.episode.pk, "objective", Objective.objects.first().pk),
        to("edit-part", cast.episode.pk, "intervention", Intervention.objects.first().pk),
        to("remove-part", cast.episode.pk, "problem", problem.pk),
        to("add-part", cast.episode.pk, "problem", cast.episode.pk),
        to("add-part", cast.episode.pk, "goal", problem.pk),
        to("naloxone", cast.episode.pk),
    ]
    assert [counselor.get(page).status_code for page in pages] == [200] * len(pages)
    signed = ground.sign(cast, reasons={"CP-04": "later"})
    assert counselor.get(to("revision", signed.pk)).status_code == 200
    assert counselor.get(to("plan", cast.episode.pk)).status_code == 200
    assert counselor.get(to("revisions", cast.episode.pk)).status_code == 200


def goal_form(goal, version, **answers):
    return {"submission_id": uuid4(), "version": version, "patient_words": "", "statement": goal.statement} | answers


def test_the_reason_for_coming_is_offered_and_saved_only_after_a_press_and_a_save(cast, counselor):
    plan = ground.small_plan(cast)
    goal = Goal.objects.get()
    page = to("edit-part", cast.episode.pk, "goal", goal.pk)
    pressed = counselor.post(page, goal_form(goal, plan.version, use_words="1"))
    assert pressed.status_code == 200
    assert pressed.context["form"]["patient_words"].value() == cast.episode.reason
    goal.refresh_from_db()
    assert goal.patient_words == "Awake for my daughter"


def test_a_stale_edit_shows_both_versions_and_keeps_the_writers_text(cast, counselor):
    plan = ground.small_plan(cast)
    goal = Goal.objects.get()
    page = to("edit-part", cast.episode.pk, "goal", goal.pk)
    assert counselor.post(page, goal_form(goal, plan.version, patient_words="Mornings")).status_code == 302
    stale = counselor.post(page, goal_form(goal, plan.version, patient_words="A quiet night"))
    assert stale.status_code == 409
    assert "<td>Mornings</td><td>A quiet night</td>" in text(stale)
    assert stale.context["form"]["patient_words"].value() == "A quiet night"
    version = stale.context["form"]["version"].value()
    assert counselor.post(page, goal_form(goal, version, patient_words="A quiet night")).status_code == 302
    goal.refresh_from_db()
    assert goal.patient_words == "A quiet night"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"plan_date": ""}, "Enter date of the plan"),
        ({"plan_date": "2026-12-01"}, "Choose today or a day before it."),
        ({"moud_status": "prescribed"}, "Enter the medicine that is prescribed."),
        ({"moud_status": "declined"}, "Write why it was declined"),
        ({"moud_status": "declined", "moud_reason": "no", "moud_medicine": "x"}, "Leave the medicine empty"),
        ({"next_review_in_days": "0"}, "greater than or equal to 1"),
        ({"next_review_in_days": "soon"}, "Enter a whole number."),
        ({"setting": "spa"}, "Select a valid choice"),
        ({"patient_signed_on": "2026-11-20", "signature_refusal_reason": "no"}, "not both"),
    ],
)
def test_details_that_cannot_be_come_back_with_a_sentence(cast, counselor, answers, sentence):
    plan = ground.small_plan(cast)
    good = {"version": plan.version, "seq": 0, "plan_date": "2026-11-20", "moud_status": "offered"}
    response = counselor.post(to("plan-details", cast.episode.pk), good | answers)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_what_is_typed_in_the_details_is_kept_and_found_again(cast, counselor):
    plan = ground.small_plan(cast)
    kept = {"version": plan.version, "seq": 1, "barriers": "No car", "strengths": "Roofer"}
    assert counselor.post(to("plan-details-draft", cast.episode.pk), kept).json() == {"saved": "14:05"}
    page = counselor.get(to("plan-details", cast.episode.pk))
    assert page.context["form"]["barriers"].value() == "No car"
    ground.objective(cast, Goal.objects.get(), "Visits")
    assert counselor.post(to("plan-details-draft", cast.episode.pk), kept | {"seq": 2}).status_code == 409


@pytest.mark.parametrize(
    ("part", "answers"),
    [
        ("problem", {"title": " "}),
        ("goal", {"patient_words": "", "statement": ""}),
        ("objective", {"measure": ""}),
        ("objective", {"measure": "Days", "target_date": "2026-11-19"}),
        ("intervention", {"kind": "magic", "description": "x"}),
        ("intervention", {"kind": "therapy", "description": "x" * 241}),
    ],
)
def test_a_part_that_cannot_be_comes_back(cast, counselor, part, answers):
    ground.small_plan(cast)
    parents = {
        "problem": cast.episode.pk,
        "goal": Problem.objects.get().pk,
        "objective": Goal.objects.get().pk,
        "intervention": Objective.objects.get().pk,
    }
    url = to("add-part", cast.episode.pk, part, parents[part])
    response = counselor.post(url, {"submission_id": uuid4(), "version": 1} | answers)
    assert response.status_code == 422


def test_signing_past_a_rule_takes_a_coded_reason_words_and_the_password(cast, counselor):
    ground.small_plan(cast)
    ground.kit(cast)
    page = to("sign-plan", cast.episode.pk)
    shown = counselor.get(page)
    rules = shown.context["form"].overridden
    assert rules == ["CP-05", "CP-06", "CP-08", "CP-09"]
    answers = {"submission_id": uuid4(), "version": shown.context["form"]["version"].value()}
    assert counselor.post(page, answers).status_code == 422
    for rule in rules:
        answers |= {f"code_{rule}": "Other", f"why_{rule}": "Tomorrow"}
    assert "This is not your password" in text(counselor.post(page, answers | {"password": "guess"}))
    signed = counselor.post(page, answers | {"password": PASSWORD})
    again = counselor.post(page, answers | {"password": PASSWORD})
    assert signed.status_code == 302
    assert again.status_code in (302, 422)  # the second finds nothing left to sign, or what the first made
    revision = PlanRevision.objects.get()
    assert revision.overrides[0]["reason"] == "Other: Tomorrow"
    assert Override.objects.count() == 4
    sheet = text(counselor.get(to("revision", revision.pk)))
    assert revision.content_hash in sheet
    assert "Keisha Monroe" in sheet
    assert "<title>Treatment plan, version 1</title>" in sheet


def test_a_hard_stop_leaves_nothing_to_press(cast, counselor):
    ground.add(cast, Part.PROBLEM, None, title="Opioid use disorder")
    page = text(counselor.get(to("sign-plan", cast.episode.pk)))
    assert "Stops the signature" in page
    assert "Sign the plan</button>" not in page


def test_removing_asks_first(cast, counselor):
    plan = ground.small_plan(cast)
    problem = Problem.objects.get()
    page = to("remove-part", cast.episode.pk, "problem", problem.pk)
    assert "Opioid use disorder" in text(counselor.get(page))
    assert counselor.post(page, {"version": plan.version - 1}).status_code == 409
    assert counselor.post(page, {"version": plan.version}).status_code == 302
    assert not Problem.objects.exists()


WHO = [
    ("counselor", 200, 200),
    ("nurse", 200, 403),
    ("intake", 200, 403),
    ("outsider", 404, 404),
    ("privacy_officer", 404, 404),
    ("patient_user", 403, 403),
    ("other_patient_user", 404, 404),
]


@pytest.mark.parametrize(("who", "reads", "signs"), WHO)
def test_who_may_open_what(cast, client, who, reads, signs):
    ground.ready(cast)
    client.force_login(getattr(cast, who))
    assert client.get(to("plan", cast.episode.pk)).status_code == reads
    assert client.get(to("sign-plan", cast.episode.pk)).status_code == signs


def test_reading_a_plan_is_recorded(cast, counselor):
    counselor.get(to("plan", cast.episode.pk))
    read = AuditEvent.objects.get(action="read", resource="treatment plan")
    assert (read.actor, read.patient_id) == (cast.counselor, cast.patient.pk)


def test_a_part_of_somebody_elses_plan_does_not_exist(cast, counselor):
    ground.small_plan(cast)
    goal = Goal.objects.get()
    elsewhere = to("edit-part", cast.other_episode.pk, "goal", goal.pk)
    assert counselor.get(elsewhere).status_code == 404
