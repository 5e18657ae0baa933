"""Which code a result points to."""

from __future__ import annotations

import pytest

from recovery.clinical.conditions.icd10 import CODES, FAMILIES, by_family
from recovery.clinical.conditions.rules import RULES, Reading, suggest


def read(**results):
    """DSM5_OUD="severe", or PHQ9=("moderate", "POSITIVE")."""
    made = {}
    for code, value in results.items():
        band, *flags = value if isinstance(value, tuple) else (value,)
        made[code] = Reading(code, f"{code} {band}", band, tuple(flags))
    return made


@pytest.mark.parametrize(
    ("results", "codes"),
    [
        ({}, []),
        ({"DSM5_OUD": "none", "COWS": "severe"}, []),
        ({"DSM5_OUD": "mild"}, ["F11.10"]),
        ({"DSM5_OUD": "moderate"}, ["F11.20"]),
        ({"DSM5_OUD": "severe", "COWS": "none"}, ["F11.20"]),
        ({"DSM5_OUD": "severe", "COWS": "mild"}, ["F11.23"]),
        ({"DSM5_OUD": "mild", "COWS": "moderate"}, ["F11.13"]),
        ({"COWS": "severe"}, []),
        ({"AUDITC": "positive"}, []),
        ({"AUDITC": "high_risk"}, ["F10.10"]),
        ({"PHQ9": ("moderate", "POSITIVE")}, ["F32.A"]),
        ({"PHQ9": "mild"}, []),
        ({"GAD7": ("severe", "POSITIVE"), "PCPTSD5": ("positive_sensitive", "POSITIVE")}, ["F41.9", "F43.10"]),
        ({"MDQ": ("positive", "BIPOLAR_SCREEN_POSITIVE"), "RMS": ("positive", "BIPOLAR_SCREEN_POSITIVE")}, ["F31.9"]),
        ({"OUD_REMISSION": "sustained_remission"}, []),
    ],
)
def test_what_results_point_to(results, codes):
    assert [each.code for each in suggest(read(**results))] == codes


def test_a_family_that_stands_is_not_suggested_again():
    assert suggest(read(DSM5_OUD="severe"), assigned=["F11.21"]) == ()


def test_a_suggestion_says_why_and_on_whose_word():
    [told] = suggest(read(DSM5_OUD="severe", COWS="mild"))
    assert told.because == "DSM5_OUD severe; COWS mild"
    assert told.source == "DSM-5 criteria of opioid use disorder (clinical spec 1.3)"


def test_no_rule_suggests_a_code_in_remission():
    assert not any(CODES[rule.code].remission for rule in RULES)
    assert {each.code for each in CODES.values() if each.remission} >= {"F11.11", "F11.21", "F11.91"}


def test_every_code_is_offered_once_under_the_words_of_its_family():
    offered = [code for _, codes in by_family() for code, _ in codes]
    assert sorted(offered) == sorted(CODES)
    assert {each.family for each in CODES.values()} == set(FAMILIES)
