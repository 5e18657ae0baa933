"""Care plans: what keeps a plan from being signed, and where."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.core.findings import headline
from treatment.plans.rules import RULES, evaluate

OBJECTIVE = {
    "measure": "UDT negative",
    "target_value": "8 of 8",
    "target_date": "2026-08-01",
    "responsible": "counselor",
}
READY = {
    "date": "2026-06-01",
    "setting": "outpatient",
    "problems": ["p1"],
    "goals": [{"problem_id": "p1", "patient_words": "I want to stop", "objectives": [OBJECTIVE]}],
    "patient_signed_on": "2026-06-01",
    "discharge_criteria": "90 days stable",
    "naloxone_status": "dispensed",
    "moud_status": "prescribed",
    "next_review_in_days": 90,
}


def found(**changes):
    return [(finding.rule_id, finding.subject) for finding in evaluate({**READY, **changes})]


def with_goal(**changes):
    return found(goals=[{**READY["goals"][0], **changes}])


def with_objective(**changes):
    return with_goal(objectives=[{**OBJECTIVE, **changes}])


def test_a_ready_plan_has_no_finding():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"problems": []}, [("CP-01", "problems"), ("CP-02", "goal:0")]),
        ({"problems": [" "]}, [("CP-01", "problems"), ("CP-02", "goal:0")]),
        ({"goals": []}, [("CP-02", "goals")]),
        ({"goals": None}, [("CP-02", "goals")]),
        ({"problems": ["p2"]}, [("CP-02", "goal:0")]),
        ({"problems": [{"id": "p1", "text": "Heroin use"}]}, []),
        ({"patient_signed_on": None}, [("CP-05", "patient_signed_on")]),
        ({"patient_signed_on": None, "signature_refusal_reason": "  "}, [("CP-05", "patient_signed_on")]),
        ({"patient_signed_on": None, "signature_refusal_reason": "declined"}, []),
        ({"discharge_criteria": ""}, [("CP-06", "discharge_criteria")]),
        ({"naloxone_status": None}, [("CP-07", "naloxone_status")]),
        ({"naloxone_status": "none"}, [("CP-07", "naloxone_status")]),
        ({"naloxone_status": "offered_declined"}, []),
        ({"moud_status": None}, [("CP-08", "moud_status")]),
        ({"moud_status": "declined"}, []),
        ({"next_review_in_days": None}, [("CP-09", "next_review_in_days")]),
        ({"next_review_in_days": 0}, [("CP-09", "next_review_in_days")]),
        ({"next_review_in_days": 1}, []),
        ({"next_review_in_days": 91}, [("CP-09", "next_review_in_days")]),
        ({"setting": "residential", "next_review_in_days": 30}, []),
        ({"setting": "residential", "next_review_in_days": 31}, [("CP-09", "next_review_in_days")]),
        ({"setting": None, "next_review_in_days": 31}, [("CP-09", "next_review_in_days")]),
    ],
)
def test_what_is_not_done_is_found_where_it_is(changes, expected):
    assert found(**changes) == expected


def test_a_goal_without_link_objective_and_words_has_three_findings():
    assert with_goal(problem_id=None, objectives=[], patient_words=" ") == [
        ("CP-02", "goal:0"),
        ("CP-02", "goal:0"),
        ("CP-04", "goal:0"),
    ]


@pytest.mark.parametrize("part", ["measure", "target_value", "target_date", "responsible"])
def test_an_objective_needs_each_of_its_parts(part):
    assert with_objective(**{part: None}) == [("CP-03", "goal:0/objective:0")]
    assert with_objective(**{part: ""}) == [("CP-03", "goal:0/objective:0")]


def test_a_target_of_zero_is_a_target():
    assert with_objective(target_value=0) == []


@pytest.mark.parametrize(
    ("target", "expected"), [("2026-05-31", [("CP-10", "goal:0/objective:0")]), ("2026-06-01", [])]
)
def test_a_target_date_is_not_before_the_plan(target, expected):
    assert with_objective(target_date=target) == expected


def test_a_plan_without_a_date_cannot_have_its_targets_checked():
    assert found(date=None) == [("CP-10", "goal:0/objective:0")]


def test_dates_may_be_dates():
    assert found(date=date(2026, 6, 1), patient_signed_on=date(2026, 6, 1)) == []


def test_the_second_objective_is_named():
    assert with_goal(objectives=[OBJECTIVE, {**OBJECTIVE, "measure": ""}]) == [("CP-03", "goal:0/objective:1")]


def test_an_empty_plan_lacks_everything_and_its_headline_is_the_first_rule():
    findings = evaluate({})
    assert [f.rule_id for f in findings] == ["CP-01", "CP-02", "CP-05", "CP-06", "CP-07", "CP-08", "CP-09"]
    assert headline(findings).rule_id == "CP-01"


def test_the_headline_follows_the_order_of_the_rules():
    late_and_unmeasured = {**OBJECTIVE, "measure": "", "target_date": "2026-05-01"}
    plan = {**READY, "goals": [{**READY["goals"][0], "objectives": [late_and_unmeasured]}]}
    assert [f.rule_id for f in evaluate(plan)] == ["CP-03", "CP-10"]
    assert [rule.id for rule in RULES][:4] == ["CP-01", "CP-02", "CP-03", "CP-10"]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"date": "2026-13-01"}, "date"),
        ({"date": "01/06/2026"}, "date"),
        ({"date": 20260601}, "date"),
        ({"setting": "moon"}, "setting"),
        ({"setting": ["outpatient"]}, "setting"),
        ({"problems": "p1"}, "problems"),
        ({"problems": [None]}, "problems"),
        ({"goals": {"0": {}}}, "goals"),
        ({"goals": ["stop"]}, "goals"),
        ({"goals": [{"objectives": "all"}]}, "goal:0/objectives"),
        ({"goals": [{"objectives": [{"target_date": "soon"}]}]}, "goal:0/objective:0/target_date"),
        ({"patient_signed_on": "yes"}, "patient_signed_on"),
        ({"patient_signed_on": True}, "patient_signed_on"),
        ({"discharge_criteria": 3}, "discharge_criteria"),
        ({"naloxone_status": "lost"}, "naloxone_status"),
        ({"moud_status": 1}, "moud_status"),
        ({"next_review_in_days": -1}, "next_review_in_days"),
        ({"next_review_in_days": 30.5}, "next_review_in_days"),
        ({"next_review_in_days": "30"}, "next_review_in_days"),
        ({"next_review_in_days": True}, "next_review_in_days"),
    ],
)
def test_a_fact_no_rule_can_judge_stands_alone_and_is_named(changes, name):
    (finding,) = evaluate({**READY, **changes})
    assert (finding.rule_id, finding.facts) == ("VAL-01", {"invalid": [name]})


@pytest.mark.parametrize("plan", [None, [], "plan"])
def test_a_plan_that_is_no_mapping_is_a_bad_fact(plan):
    assert [finding.facts for finding in evaluate(plan)] == [{"invalid": ["plan"]}]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*READY, *READY["goals"][0]]), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(READY)), JUNK)
def test_no_value_of_any_key_ever_raises(key, junk):
    assert all(finding.message for finding in evaluate({**deepcopy(READY), key: junk}))


@given(JUNK)
def test_no_plan_ever_raises(plan):
    assert all(finding.source for finding in evaluate(plan))
