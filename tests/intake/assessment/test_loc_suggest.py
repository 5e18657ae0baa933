"""LOC_SUGGEST: the level that the ratings point to, and why."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.assessment.rules import loc_suggest
from intake.assessment.rules.loc_suggest import RATED, score, suggest
from recovery.programs import rules as levels


def rated(d1=0, d2=0, d3=0, d4=0, d5=0, **more):
    return {"d1": d1, "d2": d2, "d3": d3, "d4": d4, "d5": d5, **more}


@pytest.mark.parametrize(
    ("answers", "line", "band"),
    [
        (rated(), "LOC-9", "remission_monitoring"),
        (rated(d2=1), "LOC-8", "outpatient"),
        (rated(d3=2), "LOC-7", "intensive_outpatient"),
        (rated(d1=2), "LOC-6b", "medically_managed_outpatient"),
        (rated(d2=2, d5=2), "LOC-6a", "medically_managed_iop"),
        (rated(d2=2, d4=2, d1=2), "LOC-6a", "medically_managed_iop"),
        (rated(d4=3), "LOC-5", "high_intensity_outpatient"),
        (rated(d4=3, d1=2), "LOC-5", "high_intensity_outpatient"),
        (rated(d5=3), "LOC-4", "recovery_residence_plus_iop"),
        (rated(d5=3, d4=2), "LOC-4", "recovery_residence_plus_iop"),
        (rated(d4=3, d5=3), "LOC-3", "residential_clinically_managed_high"),
        (rated(d3=3), "LOC-3", "residential_clinically_managed_high"),
        (rated(d4=4), "LOC-3", "residential_clinically_managed_high"),
        (rated(d5=4), "LOC-3", "residential_clinically_managed_high"),
        (rated(d1=3, d3=3), "LOC-2", "residential_medically_managed"),
        (rated(d2=3, d4=4), "LOC-2", "residential_medically_managed"),
        (rated(d3=4), "LOC-1", "hospital_inpatient"),
        (rated(d2=4, d1=3), "LOC-1", "hospital_inpatient"),
    ],
)
def test_the_first_line_that_matches_decides(answers, line, band):
    told = suggest(answers)
    assert (told.line.rule.id, told.level) == (line, band)


def test_the_reasoning_names_the_ratings_that_matched():
    assert suggest(rated(d1=2, d3=2)).because == (
        "Withdrawal and addiction medication is rated 2, moderate",
        "Mental health and thinking is rated 2, moderate",
    )
    assert suggest(rated()).because == ("All five are rated 0, none",)


@pytest.mark.parametrize(
    ("answers", "flags"),
    [
        (rated(d1=4), {"EMERGENT"}),
        (rated(d3=4), {"EMERGENT", "CO_OCCURRING_ENHANCED"}),
        (rated(d4=4), set()),
        (rated(d3=2), {"CO_OCCURRING_ENHANCED"}),
        (rated(d3=1), set()),
        (rated(d6=["transport"]), {"PERSON_CENTERED_REVIEW"}),
        (rated(d6=[]), set()),
        (rated(d6=None), set()),
    ],
)
def test_flags(answers, flags):
    assert set(score(answers).flags) == flags


def test_barriers_never_change_the_level():
    for ratings in itertools.product(range(5), repeat=5):
        plain = dict(zip(RATED, ratings, strict=True))
        assert score(plain).band == score({**plain, "d6": ["childcare", "Prefers mornings"]}).band


def test_danger_shows_before_the_form_is_finished():
    told = score({"d1": 4, "d2": None})
    assert (told.status, told.band, told.missing) == ("incomplete", None, ("d2", "d3", "d4", "d5"))
    assert set(told.flags) == {"INCOMPLETE", "EMERGENT"}


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (rated(d1=5), ("d1",)),
        (rated(d1=-1), ("d1",)),
        (rated(d1=1.5), ("d1",)),
        (rated(d1="2"), ("d1",)),
        (rated(d1=True), ("d1",)),
        (rated(d7=1), ("d7",)),
        (rated(d6="transport"), ("d6",)),
        (rated(d6=[1]), ("d6",)),
        (rated(d6=[" "]), ("d6",)),
        (rated(d6=True, d2=9), ("d2", "d6")),
        ([2, 1], ("answers",)),
        (None, ("answers",)),
    ],
)
def test_what_cannot_be_right_is_invalid_and_named(answers, errors):
    told = score(answers)
    assert (told.status, told.errors, told.flags, told.band) == ("invalid", errors, ("INVALID_INPUT",), None)


def test_nothing_rated_is_incomplete():
    assert score({}).missing == RATED


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_any_answers_whatever_give_a_result(junk):
    assert score(junk).status in {"complete", "incomplete", "invalid"}


@given(st.tuples(*[st.integers(0, 4)] * 5), st.integers(0, 4))
def test_a_higher_rating_never_points_to_less_structure(ratings, place):
    """Rating something graver is never answered with less: the ratings point to the least that is safe."""
    before = dict(zip(RATED, ratings, strict=True))
    after = {**before, RATED[place]: min(4, ratings[place] + 1)}
    was, now = (levels.LEVELS[score(each).band].structure for each in (before, after))
    medical = {"medically_managed_outpatient", "medically_managed_iop"}
    assert now >= was or {score(before).band, score(after).band} & medical


def test_every_band_is_one_of_the_ten_levels_and_every_level_can_be_reached():
    reached = {score(dict(zip(RATED, each, strict=True))).band for each in itertools.product(range(5), repeat=5)}
    assert reached == set(levels.LEVELS)


def test_every_line_says_whose_word_it_is():
    assert {rule.source for rule in loc_suggest.RULES} == {levels.SOURCE}
    assert all("ASAM" not in rule.message and "ASAM" not in rule.condition for rule in loc_suggest.RULES)
