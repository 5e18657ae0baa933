"""The judge of worked cases: what passes, what fails, and that nothing stops it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.front.rulebook import clinical_cases
from recovery.front.rulebook.clinical_cases import Mismatch, Outcome, cases_in, judge, run

CASE = {"id": "C-1", "instrument": "CRAVING", "answers": {"nrs": 8}, "expect": {"score": 8, "flags": ["CRAVING_GE_7"]}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_a_case_that_comes_out_as_expected_passes():
    assert run([CASE]) == [Outcome("C-1", "CRAVING", ok=True)]


def test_a_mismatch_names_the_key_and_both_values():
    outcome = judge({**CASE, "expect": {"score": 7}})
    assert (outcome.ok, outcome.mismatches) == (False, (Mismatch("score", 7, 8),))
    assert outcome.reason == "score: expected 7, got 8"


def test_flags_are_compared_as_sets():
    answers, context = {"nrs": 8}, {"previous_nrs": 1}
    flags = ["CRAVING_RISE_GE_3", "CRAVING_GE_7"]
    case = {**CASE, "answers": answers, "context": context, "expect": {"flags": flags}}
    assert judge(case).ok


def test_lists_that_are_not_sets_keep_their_order(monkeypatch):
    monkeypatch.setattr(clinical_cases, "GROUPS", {"CM": lambda case: {"payouts": [5, 10]}})
    case = {"id": "CM-1", "rule": "CM", "facts": {}, "expect": {"payouts": [10, 5]}}
    assert not judge(case).ok


def test_true_is_not_one():
    case = {"id": "C-2", "instrument": "CRAVING", "answers": {"nrs": 1}, "expect": {"score": True}}
    assert not judge(case).ok


def test_a_key_nobody_reports_is_a_mismatch_even_when_null_is_expected():
    assert judge({**CASE, "expect": {"scroe": None}}).mismatches == (Mismatch("scroe", None, None),)


def test_a_known_key_this_group_does_not_report_counts_as_null():
    assert judge({**CASE, "expect": {"icd10": None}}).ok


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("text", "malformed: a case is an object"),
        ({**CASE, "id": None}, "malformed: no id"),
        ({"id": "C-1", "answers": {}, "expect": {"score": 1}}, "malformed: neither an instrument nor a rule"),
        ({**CASE, "rule": "NALOXONE"}, "malformed: both an instrument and a rule"),
        ({"id": "C-1", "instrument": "CRAVING", "expect": {"score": 1}}, "malformed: no answers"),
        ({"id": "C-1", "rule": "NALOXONE", "expect": {"severity": "none"}}, "malformed: no facts"),
        ({"id": "C-1", "instrument": "CRAVING", "answers": {}}, "malformed: no expect"),
        ({**CASE, "expect": {}}, "malformed: expects nothing"),
        ({**CASE, "instrument": "ASTROLOGY"}, "unknown group"),
    ],
)
def test_a_case_that_cannot_be_judged_fails_and_says_why(case, reason):
    assert [(o.ok, o.reason) for o in run([case])] == [(False, reason)]


def test_only_the_named_groups_are_judged():
    other = {**CASE, "id": "C-9", "instrument": "ASTROLOGY"}
    assert [o.case_id for o in run([CASE, other], groups=["CRAVING"])] == ["C-1"]


def test_an_unknown_group_that_was_named_fails():
    assert [o.reason for o in run([{**CASE, "instrument": "ASTROLOGY"}], groups=["ASTROLOGY"])] == ["unknown group"]


def test_a_rule_that_raises_fails_its_own_case_only(monkeypatch):
    monkeypatch.setattr(clinical_cases, "GROUPS", {**clinical_cases.GROUPS, "BROKEN": lambda case: {}[case["id"]]})
    outcomes = run([{"id": "B-1", "rule": "BROKEN", "facts": {}, "expect": {"severity": "none"}}, CASE])
    assert [(o.ok, o.reason) for o in outcomes] == [(False, "BROKEN raised KeyError: 'B-1'"), (True, "")]


def test_a_case_file_is_a_list_or_holds_one_under_cases():
    assert cases_in([CASE]) == cases_in({"meta": {}, "cases": [CASE]}) == [CASE]


@pytest.mark.parametrize("document", [None, {}, {"cases": {}}, "cases"])
def test_any_other_document_is_refused(document):
    with pytest.raises(ValueError, match="a case file is a list"):
        cases_in(document)


@given(st.lists(JSON))
def test_no_list_of_json_stops_the_run(cases):
    assert [o.ok for o in run(cases)] == [False] * len(cases)


@given(st.sampled_from(sorted(clinical_cases.GROUPS)), JSON, JSON, JSON)
def test_no_answers_or_facts_make_a_rule_raise(group, given_facts, context, plan):
    for facts in (given_facts, {"plan": given_facts}, {"plan": plan, "answers": context}):
        case = {"answers": facts, "facts": facts, "context": context}
        assert clinical_cases.GROUPS[group](case) != {}
