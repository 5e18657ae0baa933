"""Craving: one rating, its bands, and its rise."""

import pytest

from recovery.clinical.instruments import score
from recovery.clinical.instruments.craving import from_vas


@pytest.mark.parametrize(
    ("rating", "band"),
    [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe"), (10, "severe")],
)
def test_each_rating_has_its_band(rating, band):
    assert score("CRAVING", {"nrs": rating}).band == band


@pytest.mark.parametrize(("mm", "rating"), [(0, 0), (4, 0), (5, 1), (44, 4), (45, 5), (94, 9), (95, 10), (100, 10)])
def test_a_mark_in_millimeters_rounds_half_up(mm, rating):
    assert (from_vas(mm), score("CRAVING", {"vas_mm": mm}).score) == (rating, rating)


@pytest.mark.parametrize(("previous", "flags"), [(2, ("CRAVING_RISE_GE_3",)), (3, ()), (None, ()), (9, ())])
def test_a_rise_of_three_is_flagged(previous, flags):
    assert score("CRAVING", {"nrs": 5}, {"previous_nrs": previous}).flags == flags


def test_a_rating_and_a_mark_that_disagree_name_both():
    assert score("CRAVING", {"nrs": 5, "vas_mm": 90}).errors == ("nrs", "vas_mm")
    assert score("CRAVING", {"nrs": 9, "vas_mm": 90}).score == 9


def test_no_rating_is_incomplete():
    assert score("CRAVING", {"nrs": None}).missing == ("nrs",)


@pytest.mark.parametrize("answers", [{"nrs": -1}, {"nrs": 11}, {"nrs": 5.5}, {"nrs": "5"}, {"nrs": True}, {"nrs": [5]}])
def test_anything_but_a_whole_number_from_0_to_10_is_invalid(answers):
    assert score("CRAVING", answers).errors == ("nrs",)


def test_an_impossible_previous_rating_is_invalid():
    assert score("CRAVING", {"nrs": 5}, {"previous_nrs": 11}).errors == ("previous_nrs",)
