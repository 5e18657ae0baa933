"""PHQ-9 and PHQ-2: totals, prorating, and the question about being better off dead."""

import pytest

from recovery.clinical.instruments import Status, get, red_flags, score
from recovery.clinical.instruments.phq import prorated

NONE = {str(i): 0 for i in range(1, 10)}


def phq9(**answers):
    return score("PHQ9", NONE | {key.lstrip("_"): value for key, value in answers.items()})


def test_one_on_item_nine_flags_suicide_at_any_total():
    result = phq9(_9=1)
    assert (result.score, result.band, result.flags) == (1, "minimal", ("SUICIDE_ITEM_POSITIVE",))


def test_one_missing_item_is_prorated_half_up():
    result = phq9(_1=3, _2=1, _3=None)
    assert (result.status, result.score, result.flags) == (Status.PRORATED, 5, ("PRORATED",))
    assert result.missing == ("3",)


@pytest.mark.parametrize(("total", "answered", "expected"), [(4, 8, 5), (8, 8, 9), (12, 8, 14), (7, 7, 9), (21, 7, 27)])
def test_prorating_rounds_half_up(total, answered, expected):
    assert prorated(total, answered, 9) == expected


def test_a_prorated_total_can_be_positive():
    assert phq9(_1=3, _2=3, _3=3, _4=None, _5=None).flags == ("PRORATED", "POSITIVE")


def test_three_missing_items_leave_no_total():
    result = phq9(_1=None, _2=None, _3=None)
    assert (result.status, result.score, result.missing) == (Status.INCOMPLETE, None, ("1", "2", "3"))


def test_an_empty_form_still_says_that_item_nine_must_be_asked():
    assert score("PHQ9", {}).flags == ("INCOMPLETE", "ITEM9_MISSING")


def test_difficulty_is_never_scored_and_never_missed():
    assert (phq9(difficulty=3).score, phq9(_1=1).missing) == (0, ())


def test_difficulty_comes_up_once_a_problem_is_reported():
    phq = get("PHQ9")
    assert "difficulty" not in phq.applies(NONE)
    assert "difficulty" in phq.applies(NONE | {"4": 1})
    assert phq.answered(NONE | {"4": 1}) == (9, 9)


@pytest.mark.parametrize("value", [-1, 4, 1.0, 1.5, "1", True])
def test_only_whole_numbers_from_0_to_3_are_answers(value):
    assert phq9(_2=value).errors == ("2",)


def test_an_unknown_item_is_invalid():
    assert phq9(_10=0).errors == ("10",)


def test_a_positive_item_nine_asks_for_the_cssrs_before_the_visit_ends():
    found = red_flags("PHQ9", phq9(_9=2))
    assert [finding.rule_id for finding in found] == ["PHQ9:SUICIDE_ITEM_POSITIVE"]
    assert "C-SSRS before the visit ends" in found[0].message


@pytest.mark.parametrize(("answers", "band"), [({"1": 0, "2": 2}, "negative"), ({"1": 0, "2": 3}, "positive")])
def test_phq2_is_positive_from_three(answers, band):
    assert score("PHQ2", answers).band == band


def test_phq2_needs_both_items():
    assert score("PHQ2", {"2": 3}).missing == ("1",)
