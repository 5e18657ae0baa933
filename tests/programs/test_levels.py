"""The ten levels: one vocabulary for the suggestion, the episode and the plan."""

from __future__ import annotations

import pytest

from recovery.patients.codes import LevelOfCare
from recovery.programs.rules import LEVELS, is_lower, lacks
from treatment.plans.rules.facts import RESIDENTIAL, SETTINGS

DAY_AND_NIGHT = 5  # structure from which somebody is there day and night


def test_the_rules_and_the_record_have_the_same_levels_in_the_same_words():
    assert [(level.code, level.label) for level in LEVELS.values()] == LevelOfCare.choices


def test_every_level_is_a_setting_of_a_plan_and_those_with_people_day_and_night_are_residential():
    assert set(LEVELS) <= SETTINGS
    assert {code for code, level in LEVELS.items() if level.structure >= DAY_AND_NIGHT} == set(LEVELS) & RESIDENTIAL


@pytest.mark.parametrize(
    ("chosen", "suggested", "less"),
    [
        ("outpatient", "outpatient", ()),
        ("hospital_inpatient", "outpatient", ()),
        ("outpatient", "intensive_outpatient", ("structure through the week",)),
        ("intensive_outpatient", "medically_managed_outpatient", ("medical management",)),
        ("medically_managed_outpatient", "intensive_outpatient", ("structure through the week",)),
        ("residential_clinically_managed_high", "medically_managed_iop", ("medical management",)),
        ("outpatient", "residential_medically_managed", ("structure through the week", "medical management")),
    ],
)
def test_a_level_is_lower_when_it_has_less_of_either(chosen, suggested, less):
    assert lacks(chosen, suggested) == less
    assert is_lower(chosen, suggested) is bool(less)
