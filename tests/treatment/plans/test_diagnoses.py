"""Co-occurring diagnoses become problems of the plan, with because and source."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from recovery.clinical.conditions import actions as conditions
from recovery.clinical.conditions.icd10 import FAMILIES
from tests.cast import NOW
from tests.treatment.plans import ground
from treatment.plans import actions
from treatment.plans.codes import InterventionKind, Part
from treatment.plans.models import Goal, Problem
from treatment.plans.queries import builder
from treatment.plans.rules import DRAFT_RULES, propose
from treatment.plans.rules.conditions import CARE, SOURCE
from treatment.plans.rules.parts import Diagnosis, Reading, Screening

DAY = date(2026, 11, 20)
ALCOHOL = Diagnosis("alcohol", "F10.20", "Alcohol dependence, uncomplicated", DAY)


def proposed(*diagnoses, **readings):
    read = {code: Reading(code, DAY, None, band) for code, band in readings.items()}
    found = propose(Screening(read, DAY, "none", {each.family: each for each in diagnoses}))
    return {each.rule_id: each for each in found}


def assign(cast, code, rank="co_occurring", **more):
    return conditions.assign(
        episode=cast.episode, diagnosis=conditions.Diagnosis(code, rank, **more), submission_id=uuid4(),
        by=cast.counselor, at=NOW,
    )  # fmt: skip


def test_a_diagnosis_is_proposed_as_a_problem_with_all_that_stands_under_it():
    found = proposed(ALCOHOL)
    assert list(found) == [f"DRAFT-DX-ALC-{n:02}" for n in (1, 2, 3, 4)]
    problem = found["DRAFT-DX-ALC-01"]
    assert (problem.title, problem.because, problem.source) == (
        "Alcohol dependence, uncomplicated",
        "F10.20 Alcohol dependence, uncomplicated, confirmed, 20 Nov 2026",
        SOURCE,
    )


def test_depression_that_the_phq_9_proposes_is_not_proposed_twice():
    mood = Diagnosis("depressive", "F32.A", "Depression, unspecified", DAY)
    assert "DRAFT-DX-DEP-01" in proposed(mood)
    assert "DRAFT-DX-DEP-01" not in proposed(mood, PHQ9="mild")


@pytest.mark.parametrize("care", CARE, ids=[care.key for care in CARE])
def test_every_family_has_words_and_fits_the_plan(care):
    assert care.family in FAMILIES
    assert care.kind in InterventionKind.values
    found = proposed(Diagnosis(care.family, "Z00.0", "A" * 160, DAY))
    assert [each.part for each in found.values()] == list(Part)
    assert all(each.because for each in found.values())


def test_the_draft_takes_active_co_occurring_diagnoses_from_the_summary_of_screening(cast):
    assign(cast, "F11.20", "principal")
    assign(cast, "F10.20", verification="confirmed")
    assign(cast, "F12.20", clinical_status="resolved")
    actions.draft_plan(episode=cast.episode, by=cast.counselor, at=NOW)
    assert [(each.title, each.because) for each in Problem.objects.all()] == [
        ("Alcohol dependence, uncomplicated", "F10.20 Alcohol dependence, uncomplicated, confirmed, 20 Nov 2026")
    ]
    assert Goal.objects.get().patient_words == ""


def test_the_builder_shows_the_diagnosis_beside_the_results(cast):
    ground.screened(cast)
    assign(cast, "F10.20")
    actions.draft_plan(episode=cast.episode, by=cast.counselor, at=NOW)
    shown = builder.build(cast.episode, cast.counselor, NOW).results
    assert [(each.name, each.value, each.state) for each in shown][-1] == (
        "Alcohol dependence, uncomplicated",
        "F10.20",
        "in_plan",
    )


def test_a_plan_begun_after_admission_has_its_level_of_care(cast):
    cast.episode.level_of_care = "outpatient"
    cast.episode.save_over(cast.episode.version)
    assert actions.start_plan(episode=cast.episode, by=cast.counselor, at=NOW).setting == "outpatient"


def test_the_first_signature_is_the_care_plan_of_the_clock(cast):
    ground.ready(cast)
    ground.sign(cast)
    assert [(each.kind, each.done_on) for each in cast.episode.milestones.all()] == [("care_plan", DAY)]


def test_ids_of_draft_rules_are_their_own():
    assert len({rule.id for rule in DRAFT_RULES}) == len(DRAFT_RULES)
