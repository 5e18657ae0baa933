"""Emergencies: what cannot wait, and that a slip of the pen never hides one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.core.findings import headline
from treatment.detox.rules.emergency import RULES, evaluate


def found(**facts):
    return [finding.rule_id for finding in evaluate(facts)]


def escalations(**facts):
    return [finding.escalation for finding in evaluate(facts)]


@pytest.mark.parametrize(
    ("facts", "rule_id", "escalation"),
    [
        ({"unresponsive": True}, "EMG-01", "911_and_naloxone"),
        ({"rr": 0}, "EMG-01", "911_and_naloxone"),
        ({"rr": 9.9}, "EMG-01", "911_and_naloxone"),
        ({"spo2": 89.5}, "EMG-01", "911_and_naloxone"),
        ({"seizure": True}, "EMG-02", "911"),
        ({"hallucinations_or_delirium": True}, "EMG-03", "911"),
        ({"chest_pain_or_syncope": True}, "EMG-05", "911"),
        ({"cssrs_band": "high"}, "EMG-04", "constant_observation_988_or_911"),
        ({"cows_before": 8, "cows_after": 13, "hours_after_bup": 0}, "EMG-06", "on_call_prescriber_now"),
        ({"persistent_vomiting": True}, "EMG-07", "medical_review_same_day"),
        ({"cssrs_band": "moderate"}, "EMG-08", "clinician_same_day"),
    ],
)
def test_each_emergency_says_whom_to_call(facts, rule_id, escalation):
    assert (found(**facts), escalations(**facts)) == ([rule_id], [escalation])


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"rr": 10, "spo2": 90},
        {"rr": None, "spo2": None, "unresponsive": False},
        {"cssrs_band": "low"},
        {"cssrs_band": "none_reported"},
        {"cows_before": 12, "cows_after": 16, "hours_after_bup": 1},
        {"cows_before": 12, "cows_after": 40, "hours_after_bup": 4.01},
        {"cows_before": 12, "cows_after": 40},
        {"cows_before": 20, "cows_after": 12, "hours_after_bup": 1},
    ],
)
def test_nothing_fires_at_the_safe_side_of_a_limit(facts):
    assert found(**facts) == []


def test_everything_at_once_is_listed_in_the_order_of_the_rules():
    findings = evaluate(
        {
            "unresponsive": True,
            "seizure": True,
            "hallucinations_or_delirium": True,
            "chest_pain_or_syncope": True,
            "cssrs_band": "high",
            "cows_before": 0,
            "cows_after": 48,
            "hours_after_bup": 4,
            "persistent_vomiting": True,
        }
    )
    assert [finding.rule_id for finding in findings] == [rule.id for rule in RULES if rule.id != "EMG-08"]


@pytest.mark.parametrize(
    "facts",
    [
        {"rr": -1},
        {"rr": True},
        {"rr": "9"},
        {"rr": float("nan")},
        {"spo2": 101},
        {"cows_after": 49},
        {"cows_before": 1.5},
        {"hours_after_bup": -1},
        {"cssrs_band": "extreme"},
        {"cssrs_band": ["high"]},
        {"seizure": "yes"},
        {"breathing": 9},
    ],
)
def test_a_bad_fact_is_named(facts):
    (finding,) = evaluate(facts)
    assert (finding.rule_id, finding.facts) == ("VAL-01", {"invalid": list(facts)})


def test_a_bad_fact_never_hides_an_emergency():
    findings = evaluate({"unresponsive": True, "spo2": 400})
    assert [finding.rule_id for finding in findings] == ["EMG-01", "VAL-01"]
    assert headline(findings).escalation == "911_and_naloxone"


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


@given(st.dictionaries(st.sampled_from(["rr", "spo2", "cssrs_band", "cows_before", "cows_after", "x"]), JUNK) | JUNK)
def test_no_facts_ever_raise(facts):
    assert all(finding.message for finding in evaluate(facts))


@given(st.floats(min_value=0, max_value=9.99), JUNK, JUNK)
def test_slow_breathing_is_always_found(rr, spo2, seizure):
    assert found(rr=rr, spo2=spo2, seizure=seizure)[0] == "EMG-01"
