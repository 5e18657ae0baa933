"""Who is called first, by when, and why."""

from datetime import timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.referrals import rules
from intake.referrals.codes import Priority, Reason
from tests.cast import NOW

ALL = list(Reason)
SETS = [set(each) for each in chain.from_iterable(combinations(ALL, n) for n in range(len(ALL) + 1))]


@pytest.mark.parametrize(
    ("reasons", "priority"),
    [
        ([], Priority.ROUTINE),
        (["other"], Priority.SOON),
        (["injecting"], Priority.SOON),
        (["withdrawal"], Priority.TODAY),
        (["overdose"], Priority.TODAY),
        (["pregnant"], Priority.TODAY),
        (["injecting", "withdrawal", "overdose"], Priority.TODAY),
        (["pregnant", "injecting"], Priority.AT_ONCE),
        (["pregnant", "withdrawal"], Priority.AT_ONCE),
        (["pregnant", "overdose"], Priority.AT_ONCE),
        (["suicide"], Priority.AT_ONCE),
    ],
)
def test_the_class_of_a_referral(reasons, priority):
    assert rules.triage(reasons).priority == priority


def test_the_reasoning_names_every_reason_with_its_source_the_weightiest_first():
    grounds = rules.triage(["injecting", "pregnant"]).grounds
    assert [(ground.priority, ground.source) for ground in grounds] == [
        (Priority.AT_ONCE, "45 CFR 96.131(a)"),
        (Priority.TODAY, "45 CFR 96.131(a)"),
        (Priority.SOON, "45 CFR 96.131(a)"),
    ]


@given(st.sampled_from(SETS), st.sampled_from(ALL))
def test_one_reason_more_never_makes_anybody_wait_longer(reasons, more):
    assert rules.triage(reasons | {more}).priority <= rules.triage(reasons).priority


@given(st.permutations(ALL))
def test_the_order_in_which_reasons_are_named_never_matters(reasons):
    assert rules.triage(reasons) == rules.triage(ALL)


@pytest.mark.parametrize("reasons", SETS, ids=lambda each: "+".join(sorted(each)) or "none")
def test_the_class_is_that_of_the_weightiest_ground(reasons):
    found = rules.triage(reasons)
    assert found.priority == min(ground.priority for ground in found.grounds)


def test_a_reason_that_is_not_ours_is_refused():
    with pytest.raises(ValueError, match="tired"):
        rules.triage(["tired"])


@pytest.mark.parametrize(("priority", "hours"), [(1, 1), (2, 4), (3, 24), (4, 48)])
def test_the_first_call_is_due_by_class(priority, hours):
    assert rules.first_call_due(Priority(priority), at=NOW) == NOW + timedelta(hours=hours)


def test_triage_never_puts_off_what_was_promised():
    promised = NOW + timedelta(hours=2)
    assert rules.first_call_due(Priority.ROUTINE, at=NOW, already=promised) == promised
    assert rules.first_call_due(Priority.AT_ONCE, at=NOW, already=promised) == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("reasons", "named"), [(["pregnant"], True), (["injecting"], True), (["overdose"], False), ([], False)]
)
def test_interim_services_are_due_to_those_whom_the_rule_names(reasons, named):
    assert rules.interim_due(reasons, requested=NOW) == (NOW + timedelta(hours=48) if named else None)


@pytest.mark.parametrize(
    ("reasons", "place"),
    [(["pregnant", "injecting"], 1), (["pregnant"], 2), (["injecting", "overdose"], 3), (["withdrawal"], 4), ([], 4)],
)
def test_the_law_prefers_in_its_own_order(reasons, place):
    assert rules.preference(reasons) == place


@pytest.mark.parametrize(
    ("reasons", "given", "missing"),
    [
        ([], [], ()),
        (["withdrawal"], [], ()),
        (["injecting"], [], ("education",)),
        (["injecting"], ["education"], ()),
        (["injecting"], ["naloxone"], ("education",)),  # a kit alone is not what the law asks for
        (["pregnant"], ["education"], ("fetus", "prenatal")),
        (["pregnant", "injecting"], ["education", "fetus", "prenatal"], ()),
        (["pregnant"], ["declined"], ()),  # made available, and not wanted
    ],
)
def test_the_least_that_is_given_while_waiting(reasons, given, missing):
    assert rules.interim_missing(reasons, given) == missing


@pytest.mark.parametrize(
    ("reasons", "interim_after", "days"),
    [
        (["injecting"], None, 14),
        (["injecting"], timedelta(hours=48), 120),
        (["injecting"], timedelta(hours=48, seconds=1), 14),
        (["pregnant"], timedelta(hours=1), None),
        ([], None, None),
    ],
)
def test_who_injects_is_admitted_in_14_days_or_in_120_with_interim_services_in_time(reasons, interim_after, days):
    given = NOW + interim_after if interim_after else None
    due = rules.admission_due(reasons, requested=NOW, interim_at=given)
    assert due == (NOW + timedelta(days=days) if days else None)


def test_every_reason_and_class_has_its_rule():
    assert set(rules.ALONE) == set(Reason)
    assert set(rules.CALL_WITHIN) == set(Priority)
