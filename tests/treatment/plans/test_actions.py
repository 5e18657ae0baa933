"""Drafting, editing and signing a plan."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from recovery.audit.models import AuditEvent, Override
from recovery.core.models import StaleEdit
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from recovery.patients.models import StageChange
from tests.cast import NOW
from tests.treatment.plans import ground
from treatment.plans import actions, queries
from treatment.plans.codes import Part
from treatment.plans.content import hash_of
from treatment.plans.models import CarePlan, Goal, Intervention, PlanRevision, Problem
from treatment.plans.queries import builder
from treatment.plans.rules import evaluate


def draft(cast, **options):
    return actions.draft_plan(episode=cast.episode, by=cast.counselor, at=NOW, **options)


def events(action, resource):
    return AuditEvent.objects.filter(action=action, resource=resource).count()


def test_a_draft_rests_on_what_screening_found_and_leaves_the_persons_words_to_a_person(cast):
    ground.screened(cast)
    drafted = draft(cast)
    titles = set(Problem.objects.filter(plan=drafted.plan).values_list("title", flat=True))
    assert titles == {
        "Opioid withdrawal, moderately severe",
        "Opioid use disorder, severe",
        "Risk of overdose",
        "Depressive symptoms, moderately severe",
        "Staying well after discharge",
        "Thoughts of death or self-harm, not yet assessed",
    }
    assert set(Goal.objects.values_list("patient_words", flat=True)) == {""}
    assert Problem.objects.get(rule_id="DRAFT-WD-01").because == "COWS 26, moderately severe, 20 Nov 2026"
    assert events("changed", "treatment.careplan") == 1


def test_drafting_again_adds_only_what_is_new(cast):
    ground.screened(cast)
    first = draft(cast)
    assert first.added > 30
    assert draft(cast).added == 0
    ground.answer(cast, "CRAVING", {"nrs": 8}, at=NOW + timedelta(minutes=1))
    assert draft(cast).added == 1
    assert Intervention.objects.filter(rule_id="DRAFT-OUD-11").count() == 1
    assert CarePlan.objects.count() == 1


def test_a_corrected_answer_replaces_the_one_it_supersedes(cast):
    wrong = ground.answer(cast, "COWS", ground.COWS_26)
    ground.answer(cast, "COWS", dict.fromkeys(ground.COWS_26, 0), supersedes=wrong, at=NOW - timedelta(days=1))
    assert queries.screening_summary(cast.episode).get("COWS").score == 0
    assert draft(cast).added == 0


def test_what_was_removed_stays_out_until_it_is_asked_for(cast):
    ground.screened(cast)
    plan = draft(cast).plan
    therapy = Intervention.objects.get(rule_id="DRAFT-OUD-08")
    actions.remove_part(
        episode=cast.episode,
        part=Part.INTERVENTION,
        part_id=therapy.pk,
        version=plan.version,
        by=cast.counselor,
        at=NOW,
    )
    assert draft(cast).added == 0
    assert events("deleted", "treatment.intervention") == 1
    assert draft(cast, restore=["DRAFT-OUD-08"]).added == 1
    assert queries.plan_of(cast.episode).removed_suggestions == []


def test_removing_a_problem_keeps_all_under_it_out(cast):
    ground.screened(cast)
    plan = draft(cast).plan
    problem = Problem.objects.get(rule_id="DRAFT-DEP-01")
    under = [rule for rule in Intervention.objects.values_list("rule_id", flat=True) if rule.startswith("DRAFT-DEP")]
    actions.remove_part(
        episode=cast.episode, part=Part.PROBLEM, part_id=problem.pk, version=plan.version, by=cast.counselor, at=NOW
    )
    assert draft(cast).added == 0
    assert draft(cast, restore=["DRAFT-DEP-01"]).added == 3 + len(under)


def test_the_same_submit_makes_one_part(cast):
    submission_id = uuid4()
    same = {"episode": cast.episode, "part": Part.PROBLEM, "parent_id": None, "fields": {"title": "Housing"}}
    made = [actions.add_part(**same, submission_id=submission_id, by=cast.counselor, at=NOW) for _ in range(2)]
    assert made[0].pk == made[1].pk == submission_id
    assert Problem.objects.count() == 1


def test_an_older_version_is_refused_and_what_stands_is_kept(cast):
    plan = ground.small_plan(cast)
    goal = Goal.objects.get()
    edit = {"episode": cast.episode, "part": Part.GOAL, "part_id": goal.pk, "version": plan.version, "at": NOW}
    actions.edit_part(**edit, fields={"patient_words": "Mornings"}, by=cast.counselor)
    with pytest.raises(StaleEdit) as stale:
        actions.edit_part(**edit, fields={"patient_words": "Sleep"}, by=cast.nurse)
    assert stale.value.current.patient_words == "Mornings"
    actions.edit_part(**edit, fields={"patient_words": "Mornings"}, by=cast.counselor)  # a second press changes nothing
    assert events("changed", "treatment.goal") == 1


def test_changing_a_part_asks_for_the_persons_signature_again(cast):
    plan = ground.ready(cast)
    assert plan.patient_signed_on == ground.TODAY
    ground.objective(cast, Goal.objects.get(), "Visits kept")
    assert queries.plan_of(cast.episode).patient_signed_on is None


def test_the_facts_of_a_ready_plan_are_those_of_the_worked_case(cast):
    plan = ground.ready(cast)
    facts = queries.careplan_facts(plan)
    problem = Problem.objects.get()
    assert facts == {
        "date": "2026-11-20",
        "setting": "outpatient",
        "problems": [{"id": str(problem.pk)}],
        "goals": [
            {
                "problem_id": str(problem.pk),
                "patient_words": "Awake for my daughter",
                "objectives": [
                    {
                        "measure": "Measure 0",
                        "target_value": "30 days",
                        "target_date": "2026-12-20",
                        "responsible": "Marc",
                    }
                ],
            }
        ],
        "patient_signed_on": "2026-11-20",
        "signature_refusal_reason": "",
        "discharge_criteria": "12 weeks stable",
        "naloxone_status": "dispensed",
        "moud_status": "prescribed",
        "next_review_in_days": 90,
    }
    assert evaluate(facts) == []
    assert queries.moud(cast.episode) == ("prescribed", "Buprenorphine/naloxone 16/4 mg")


def test_the_first_signature_begins_treatment_at_the_plans_level_of_care(cast):
    ground.ready(cast)
    signed = ground.sign(cast)
    cast.episode.refresh_from_db()
    assert (cast.episode.stage, cast.episode.level_of_care) == (Stage.IN_TREATMENT, "outpatient")
    assert (signed.number, signed.review_due_on) == (1, date(2027, 2, 18))
    assert signed.content_hash == hash_of(signed.content)
    assert events("signed", "treatment.planrevision") == 1
    assert StageChange.objects.filter(to_stage=Stage.IN_TREATMENT).count() == 1


def test_the_same_submit_signs_once(cast):
    ground.ready(cast)
    submission_id = uuid4()
    assert ground.sign(cast, submission_id=submission_id).pk == ground.sign(cast, submission_id=submission_id).pk
    assert PlanRevision.objects.count() == 1


def test_signing_what_is_already_signed_is_refused_and_a_change_makes_version_2(cast):
    ground.ready(cast)
    ground.sign(cast)
    with pytest.raises(actions.NothingToSign):
        ground.sign(cast)
    ground.objective(cast, Goal.objects.get(), "Visits kept")
    ground.complete(cast)
    second = ground.sign(cast, by=cast.prescriber)
    assert (second.number, second.signed_by) == (2, cast.prescriber)
    assert [change.title for change in builder.changes(PlanRevision.objects.get(number=1).content, second.content)] == [
        "Visits kept"
    ]


def test_a_hard_stop_stops(cast):
    ground.add(cast, Part.PROBLEM, None, title="Opioid use disorder")
    with pytest.raises(actions.SigningBlocked) as blocked:
        ground.sign(cast)
    assert [finding.rule_id for finding in blocked.value.findings] == ["CP-02"]


def test_what_is_gone_past_needs_a_reason_that_is_kept_and_counted(cast):
    ground.small_plan(cast)
    with pytest.raises(actions.ReasonMissing) as missing:
        ground.sign(cast, by=cast.prescriber, reasons={"CP-05": "  "})
    assert missing.value.rule_ids == ["CP-05", "CP-06", "CP-07", "CP-08", "CP-09", "NLX-01"]
    signed = ground.sign(cast, by=cast.prescriber, reasons=dict.fromkeys(missing.value.rule_ids, "Seen next week"))
    assert [each["reason"] for each in signed.overrides] == ["Seen next week"] * 6
    assert Override.objects.filter(resource_id=signed.pk).count() == 6
    assert events("overrode", "audit.override") == 6
    assert signed.review_due_on is None


def test_only_a_prescriber_signs_without_a_naloxone_kit(cast):
    ground.small_plan(cast)
    reasons = dict.fromkeys(["CP-05", "CP-06", "CP-07", "CP-08", "CP-09", "NLX-01"], "Seen next week")
    with pytest.raises(actions.PrescriberNeeded):
        ground.sign(cast, reasons=reasons)
    ground.kit(cast)
    assert len(ground.sign(cast, reasons=reasons).overrides) == 4


def test_a_plan_that_changed_since_it_was_read_is_not_signed(cast):
    plan = ground.ready(cast)
    ground.objective(cast, Goal.objects.get(), "Visits kept")
    with pytest.raises(StaleEdit):
        ground.sign(cast, version=plan.version)


@pytest.mark.parametrize("who", ["nurse", "intake", "outsider", "patient_user"])
def test_who_may_not_sign(cast, who):
    ground.ready(cast)
    with pytest.raises(PermissionDenied):
        ground.sign(cast, by=getattr(cast, who))


@pytest.mark.parametrize("who", ["intake", "outsider", "patient_user", "privacy_officer"])
def test_who_may_not_write(cast, who):
    with pytest.raises(PermissionDenied):
        actions.draft_plan(episode=cast.episode, by=getattr(cast, who), at=NOW)


def test_a_closed_episode_keeps_its_plan_as_it_is(cast):
    ground.ready(cast)
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    with pytest.raises(actions.EpisodeClosed):
        draft(cast)
    with pytest.raises(actions.NotInCare):
        ground.sign(cast)


@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET number = 2", "DELETE FROM {}", "TRUNCATE {}"], ids=["update", "delete", "truncate"]
)
def test_the_database_keeps_a_signed_plan_as_it_was(cast, sql):
    ground.ready(cast)
    ground.sign(cast)
    with pytest.raises(Exception, match=r"Cannot|permission denied"), connection.cursor() as cursor:
        cursor.execute(sql.format("treatment_planrevision"))


def test_lists_for_those_who_sign_and_review(cast):
    ground.ready(cast)
    assert [plan.patient for plan in queries.drafts_to_sign(cast.counselor)] == [cast.patient]
    assert queries.drafts_to_sign(cast.outsider) == []
    assert queries.drafts_to_sign(cast.nurse) == []
    ground.sign(cast)
    assert queries.drafts_to_sign(cast.counselor) == []
    day_before = NOW + timedelta(days=83)
    assert [each.number for each in queries.reviews_due(cast.counselor, day_before, 7)] == [1]
    assert list(queries.reviews_due(cast.counselor, day_before - timedelta(days=1), 7)) == []
    assert list(queries.reviews_due(cast.outsider, day_before, 7)) == []
    assert [entry.title for entry in queries.timeline(cast.episode)] == ["Treatment plan signed, version 1"]
    assert queries.current_revision(cast.episode).number == 1


@pytest.mark.parametrize("objectives", [1, 30])
def test_thirty_objectives_are_read_in_as_many_queries_as_one(cast, objectives, django_assert_num_queries):
    ground.screened(cast)
    ground.small_plan(cast, objectives)
    with django_assert_num_queries(12):
        shown = builder.build(cast.episode, cast.counselor, NOW)
        assert (
            len([o for p in shown.plan.problems.all() for g in p.goals.all() for o in g.objectives.all()]) == objectives
        )
    with django_assert_num_queries(7):
        assert len(queries.drafts_to_sign(cast.counselor)) == 1
