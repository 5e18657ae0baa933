"""Answers of two instruments that cannot both be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.clinical.instruments import INSTRUMENTS
from recovery.clinical.instruments.contradictions import CONTRADICTIONS, find
from recovery.core.findings import Severity
from tests.clinical.instruments.strategies import legal_answers
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE, SEVERE_OUD

NO_DRUGS = {"1": "no"}
NO_TAPS = dict.fromkeys(("tobacco", "alcohol_binge", "illicit", "rx_misuse"), "never")

TOGETHER = [
    ("XI-01", {"PHQ9": LOW_MOOD, "CSSRS": {**NO_SUICIDE, "1": "yes"}}),
    ("XI-02", {"PHQ9": {**LOW_MOOD, "9": 1}, "CSSRS": NO_SUICIDE}),
    ("XI-03", {"PHQ2": {"1": 3, "2": 0}, "PHQ9": LOW_MOOD}),
    ("XI-04", {"DAST10": NO_DRUGS, "DSM5_OUD": SEVERE_OUD}),
    ("XI-05", {"DAST10": NO_DRUGS, "TAPS1": {**NO_TAPS, "illicit": "weekly"}}),
    ("XI-06", {"TAPS1": NO_TAPS, "DSM5_OUD": SEVERE_OUD}),
    ("XI-07", {"TAPS1": NO_TAPS, "TAPS2": {"asked": ["tobacco"], "tobacco_q1": "yes"}}),
    ("XI-08", {"TAPS1": NO_TAPS, "TAPS2": {"asked": ["heroin"], "heroin_q1": "yes"}}),
    ("XI-09", {"AUDITC": {"1": 0}, "TAPS1": {**NO_TAPS, "alcohol_binge": "monthly"}}),
    ("XI-10", {"AUDITC": {"1": 0}, "TAPS2": {"asked": ["alcohol"], "alcohol_q1": "yes"}}),
    ("XI-11", {"AUDITC": {"1": 0}, "BAM": {"4": 1}}),
    ("XI-12", {"AUDITC": {"1": 0}, "BAMIOP": {"4": 1}}),
    ("XI-13", {"AUDITC": {"1": 0}, "BAMR": {"4": 20}}),
    ("XI-14", {"DAST10": NO_DRUGS, "BAM": {"6": 1}}),
    ("XI-15", {"DAST10": NO_DRUGS, "BAMIOP": {"6": 1}}),
    ("XI-16", {"DAST10": NO_DRUGS, "BAMR": {"6": 2}}),
    ("XI-17", {"TAPS1": NO_TAPS, "BAM": {"6": 1}}),
    ("XI-18", {"TAPS1": NO_TAPS, "BAMIOP": {"6": 1}}),
    ("XI-19", {"TAPS1": NO_TAPS, "BAMR": {"7e": 3}}),
    ("XI-20", {"COWS": CALM_COWS, "SOWS": {str(n): 2 for n in range(1, 17)}}),
    ("XI-21", {"SOWS": {"16": 0}, "CRAVING": {"nrs": 8}}),
    (
        "XI-22",
        {
            "DSM5_OUD": SEVERE_OUD,
            "OUD_REMISSION": {"months_without_criteria": 12.5, "criteria_met_excluding_craving": 0},
        },
    ),
    ("XI-23", {"BAM": {"8": 0}, "CRAVING": {"nrs": 7}}),
    ("XI-24", {"BAMIOP": {"8": 0}, "CRAVING": {"nrs": 7}}),
    ("XI-25", {"BAMR": {"8": 0}, "CRAVING": {"nrs": 10}}),
]


@pytest.mark.parametrize(("rule", "responses"), TOGETHER, ids=[rule for rule, _ in TOGETHER])
def test_it_is_named(rule, responses):
    (found,) = find(responses)
    assert (found.rule_id, found.severity, found.facts["instruments"]) == (rule, Severity.ADVISORY, list(responses))


def test_every_contradiction_is_tried_above():
    assert sorted(each.id for each in CONTRADICTIONS) == sorted(rule for rule, _ in TOGETHER)


@pytest.mark.parametrize(
    "responses",
    [
        {},
        {"PHQ9": LOW_MOOD},
        {"PHQ9": LOW_MOOD, "CSSRS": NO_SUICIDE},
        {"PHQ9": {**LOW_MOOD, "9": None}, "CSSRS": {**NO_SUICIDE, "1": "yes"}},
        {"PHQ9": LOW_MOOD, "CSSRS": {**NO_SUICIDE, "6": "yes", "6a": "no"}},
        {"PHQ2": {"1": 0, "2": 0}, "PHQ9": LOW_MOOD},
        {"COWS": {**CALM_COWS, "pulse": None, "heart_rate": 110}, "SOWS": {str(n): 2 for n in range(1, 17)}},
        {"TAPS1": {**NO_TAPS, "illicit": None}, "DSM5_OUD": SEVERE_OUD},
    ],
)
def test_what_agrees_or_is_not_known_is_left_alone(responses):
    assert find(responses) == []


@given(st.data())
def test_no_legal_answers_ever_raise(data):
    codes = data.draw(st.lists(st.sampled_from(sorted(INSTRUMENTS)), unique=True, max_size=6))
    assert all(
        finding.message for finding in find({code: data.draw(legal_answers(INSTRUMENTS[code])) for code in codes})
    )
