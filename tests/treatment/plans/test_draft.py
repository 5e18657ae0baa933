"""What findings propose for a plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treatment.plans.codes import InterventionKind, Part
from treatment.plans.models import Goal, Intervention, Objective, Problem
from treatment.plans.rules import DRAFT_RULES, propose
from treatment.plans.rules.parts import ORDER, Reading, Screening

DAY = date(2026, 11, 20)
TABLES = {Part.PROBLEM: Problem, Part.GOAL: Goal, Part.OBJECTIVE: Objective, Part.INTERVENTION: Intervention}


def screening(kit="none", **read):
    """DSM5_OUD="severe", or COWS=(26, "moderately_severe", flag...)."""
    readings = {}
    for code, value in read.items():
        score, band, *flags = value if isinstance(value, tuple) else (None, value)
        readings[code] = Reading(code, DAY, score, band, tuple(flags))
    return Screening(readings, DAY, kit)


def proposed(**read):
    return {each.rule_id: each for each in propose(screening(**read))}


def ids(prefix, **read):
    return {rule for rule in proposed(**read) if rule.startswith(prefix)}


def test_nothing_found_proposes_nothing():
    assert proposed() == {}
    assert proposed(DSM5_OUD="none", COWS=(4, "none"), PHQ9=(4, "minimal"), CSSRS="none_reported") == {}


@pytest.mark.parametrize("band", ["mild", "moderate", "severe"])
def test_medication_is_offered_at_every_severity_and_never_after_failing_something(band):
    offer = proposed(DSM5_OUD=(3, band))["DRAFT-OUD-04"]
    assert offer.fields["kind"] == "medication"
    assert "buprenorphine, methadone or naltrexone" in offer.fields["description"]
    assert "No other treatment has to be tried first" in offer.fields["description"]
    assert offer.source == "Offered at every level of care, never fail first (clinical spec 1.14)"


def test_the_therapy_menu_is_offered_beside_medication_not_before_it():
    found = proposed(DSM5_OUD=(9, "severe"))
    menu = [found[f"DRAFT-OUD-{n:02}"] for n in (7, 8, 9, 10)]
    assert [each.fields["description"].split(":")[0].split(",")[0] for each in menu] == [
        "Cognitive behavioral therapy",
        "Motivational interviewing",
        "Contingency management",
        "Peer support",
    ]
    menu_source = "Therapies menu, never a condition for medication (clinical spec 6, Joint Commission CTS.03.01.03)"
    assert {each.source for each in menu} == {menu_source}


def test_withdrawal_says_that_it_is_not_treatment_by_itself():
    alone = proposed(COWS=(5, "mild"))["DRAFT-WD-07"]
    assert alone.fields["description"].startswith("Withdrawal management alone is not treatment of opioid use disorder")
    assert alone.because == "COWS 5, mild, 20 Nov 2026"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ((4, "none"), set()),
        ((5, "mild"), {4, 7, 8}),
        ((13, "moderate"), {4, 5, 7, 8}),
        ((25, "moderately_severe"), {4, 5, 6, 7, 8}),
        ((37, "severe"), {4, 5, 6, 7, 8}),
    ],
)
def test_interventions_for_withdrawal_grow_with_the_band(read, expected):
    frame = {"DRAFT-WD-01", "DRAFT-WD-02", "DRAFT-WD-03"} if expected else set()
    assert ids("DRAFT-WD", COWS=read) == frame | {f"DRAFT-WD-{n:02}" for n in expected}


def test_readings_are_every_two_hours_from_25_and_every_four_below():
    def frequency(*read):
        return proposed(COWS=read)["DRAFT-WD-04"].fields["frequency"]

    assert frequency(24, "moderate") == "Every 4 hours"
    assert frequency(25, "moderately_severe", "URGENT_WITHDRAWAL") == "Every 2 hours"


def test_in_moderate_withdrawal_medication_is_offered_the_same_day():
    assert proposed(DSM5_OUD=(9, "severe"))["DRAFT-OUD-03"].fields["target_date"] == DAY + timedelta(days=7)
    both = proposed(DSM5_OUD=(9, "severe"), COWS=(13, "moderate"))
    assert both["DRAFT-OUD-03"].fields["target_date"] == DAY
    assert "DRAFT-WD-08" not in both  # the criteria were asked


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ((4, "minimal"), set()),
        ((5, "mild"), {4}),
        ((10, "moderate"), {4, 5}),
        ((15, "moderately_severe"), {4, 5, 6}),
        ((20, "severe"), {4, 5, 6}),
    ],
)
def test_depression_by_band(read, expected):
    frame = {1, 2, 3} if expected else set()
    assert ids("DRAFT-DEP", PHQ9=read) == {f"DRAFT-DEP-{n:02}" for n in frame | expected}


def test_the_phq_9_is_repeated_after_two_to_four_weeks_because_withdrawal_looks_alike():
    repeat = proposed(PHQ9=(17, "moderately_severe"))["DRAFT-DEP-04"].fields["description"]
    assert repeat == (
        "Repeat the PHQ-9 between 4 Dec 2026 and 18 Dec 2026: withdrawal and early abstinence look like depression"
    )


def test_from_20_the_prescriber_comes_the_same_day():
    assert proposed(PHQ9=(19, "moderately_severe"))["DRAFT-DEP-06"].fields["frequency"] == "At the next visit"
    assert proposed(PHQ9=(20, "severe"))["DRAFT-DEP-06"].fields["frequency"] == "The same day"


@pytest.mark.parametrize(
    ("band", "expected"),
    [("none_reported", set()), ("low", {6, 7}), ("moderate", {5, 6, 7, 8}), ("high", {4, 5, 6, 7, 8})],
)
def test_suicide_risk_by_band(band, expected):
    frame = {1, 2, 3, 10, 11} if expected else set()
    assert ids("DRAFT-SUI", CSSRS=band) == {f"DRAFT-SUI-{n:02}" for n in frame | expected}


def test_a_positive_item_9_asks_for_the_c_ssrs_until_it_is_done():
    item_9 = (6, "mild", "SUICIDE_ITEM_POSITIVE")
    assert ids("DRAFT-SUI", PHQ9=item_9) == {f"DRAFT-SUI-{n}" for n in (20, 21, 22, 23)}
    assert ids("DRAFT-SUI", PHQ9=item_9, CSSRS="none_reported") == set()


def test_suicide_comes_first():
    first = next(iter(proposed(DSM5_OUD=(9, "severe"), COWS=(26, "moderately_severe"), CSSRS="low")))
    assert first == "DRAFT-SUI-01"


@pytest.mark.parametrize(
    ("kit", "words"),
    [("none", "No kit on record"), ("offered_declined", "Offered and declined"), ("odd", "No kit on record")],
)
def test_overdose_begins_from_where_the_kit_stands(kit, words):
    found = {each.rule_id: each for each in propose(screening(kit, COWS=(5, "mild")))}
    assert found["DRAFT-OVD-03"].fields["baseline"] == words


def test_aftercare_books_the_first_and_the_fourth_week():
    found = proposed(DSM5_OUD=(2, "mild"))
    assert found["DRAFT-AFT-04"].fields["description"].startswith("Follow-up visit within 7 days")
    assert found["DRAFT-AFT-05"].fields["description"].startswith("Follow-up visit within 30 days")
    assert "check-ins" in found["DRAFT-AFT-06"].fields["description"]


def test_craving_adds_a_dose_review_only_where_the_disorder_is_in_the_plan():
    craving = (8, "severe", "CRAVING_GE_7")
    assert "DRAFT-OUD-11" in proposed(DSM5_OUD=(9, "severe"), CRAVING=craving)
    assert proposed(CRAVING=craving) == {}


def test_no_rule_writes_the_persons_own_words():
    assert not any("patient_words" in rule.fields for rule in DRAFT_RULES)


def test_every_rule_has_its_own_id_a_source_and_a_parent_of_the_level_above():
    by_id = {rule.id: rule for rule in DRAFT_RULES}
    assert len(by_id) == len(DRAFT_RULES)
    for rule in DRAFT_RULES:
        assert rule.source
        assert rule.condition
        if rule.part is Part.PROBLEM:
            assert rule.parent == ""
        else:
            above = list(Part)[list(Part).index(rule.part) - 1]
            assert by_id[rule.parent].part is above


readings = st.fixed_dictionaries(
    {},
    optional={
        code: st.builds(
            Reading,
            st.just(code),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
            st.one_of(st.none(), st.integers(0, 48)),
            st.sampled_from(["", *bands]),
            st.lists(st.sampled_from(["SUICIDE_ITEM_POSITIVE", "URGENT_WITHDRAWAL", "CRAVING_GE_7"])).map(tuple),
        )
        for code, bands in ORDER.items()
    },
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rules
@given(readings, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_proposal_fits_its_table_stands_under_its_parent_and_says_why(read, day):
    seen = set()
    for each in propose(Screening(read, day)):
        assert not each.parent or each.parent in seen
        seen.add(each.rule_id)
        assert each.because
        assert each.title
        table = TABLES[each.part]
        for name, value in {**each.fields, "because": each.because, "source": each.source}.items():
            longest = getattr(table._meta.get_field(name), "max_length", None)
            assert longest is None or len(value) <= longest, (each.rule_id, name)
        if each.part is Part.OBJECTIVE:
            assert all(each.fields[name] for name in ("measure", "target_value", "responsible"))
            assert each.fields["target_date"] >= day
        if each.part is Part.INTERVENTION:
            assert each.fields["kind"] in InterventionKind.values
