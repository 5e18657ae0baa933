"""Naloxone: a kit that works, or a documented refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatment.naloxone.rules import evaluate


def found(**facts):
    return [finding.rule_id for finding in evaluate(facts)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"oud_active": True, "kit_status": "none"}, ["NLX-01"]),
        ({"oud_active": True}, ["NLX-01"]),
        ({"kit_status": "none"}, ["NLX-01"]),
        ({"oud_active": False, "kit_status": "none"}, []),
        ({"oud_active": True, "kit_status": "offered_declined"}, ["NLX-02"]),
        ({"oud_active": True, "kit_status": "dispensed"}, []),
        ({"oud_active": True, "kit_status": "dispensed", "days_to_expiry": 31}, []),
        ({"oud_active": True, "kit_status": "dispensed", "days_to_expiry": 30}, ["NLX-03"]),
        ({"oud_active": True, "kit_status": "dispensed", "days_to_expiry": -5}, ["NLX-03"]),
        ({"oud_active": True, "kit_status": "none", "days_to_expiry": 5}, ["NLX-01"]),
        (
            {"oud_active": True, "kit_status": "dispensed", "days_to_expiry": 0, "kit_used_since_last": True},
            ["NLX-03", "NLX-04"],
        ),
        ({"oud_active": True, "kit_status": "none", "kit_used_since_last": True}, ["NLX-01", "NLX-04"]),
    ],
)
def test_each_rule_fires_where_the_specification_says(facts, expected):
    assert found(**facts) == expected


@pytest.mark.parametrize(
    "facts",
    [{"kit_status": "lost"}, {"kit_status": ["none"]}, {"oud_active": 1}, {"days_to_expiry": 1.5}, {"kit": "none"}],
)
def test_a_bad_fact_is_named(facts):
    (finding,) = evaluate(facts)
    assert (finding.rule_id, finding.facts) == ("VAL-01", {"invalid": list(facts)})


@given(st.none() | st.text() | st.lists(st.integers()))
def test_facts_that_are_no_mapping_are_a_bad_fact(facts):
    assert [finding.facts for finding in evaluate(facts)] == [{"invalid": ["facts"]}]
