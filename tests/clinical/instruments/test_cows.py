"""COWS: eleven signs, their legal values, and what a score asks for."""

import pytest

from recovery.clinical.instruments import Status, get, red_flags, score
from recovery.clinical.instruments.cows import OBJECTIVE_SIGNS, pulse_score

CALM = dict.fromkeys((item.id for item in get("COWS").items if item.required), 0)
WORST = {item.id: item.options[-1].value for item in get("COWS").items if item.required}


def scored(**answers):
    return score("COWS", {**CALM, **answers})


def with_rate(rate, **answers):
    return score("COWS", {**CALM, "pulse": None, "heart_rate": rate, **answers})


def test_eleven_signs_are_required_and_the_heart_rate_is_not():
    assert (len(CALM), get("COWS").item("heart_rate").required) == (11, False)


def test_highest_answers_make_48():
    result = score("COWS", WORST)
    assert (result.score, result.band, result.extra["objective_signs"]) == (48, "severe", 9)
    assert result.flags == ("COWS_GE_8", "COWS_GE_11", "URGENT_WITHDRAWAL", "HR_GT_120", "GI_SEVERE")


@pytest.mark.parametrize(
    ("answers", "total", "band"),
    [
        ({"sweating": 4}, 4, "none"),
        ({"pupil": 5}, 5, "mild"),
        ({"pupil": 5, "gi": 5, "sweating": 2}, 12, "mild"),
        ({"pupil": 5, "gi": 5, "sweating": 3}, 13, "moderate"),
        ({"pupil": 5, "gi": 5, "gooseflesh": 5, "restlessness": 5, "sweating": 4}, 24, "moderate"),
        ({"pupil": 5, "gi": 5, "gooseflesh": 5, "restlessness": 5, "sweating": 4, "aches": 1}, 25, "moderately_severe"),
        ({**WORST, "sweating": 0, "aches": 0, "tremor": 0}, 36, "moderately_severe"),
        ({**WORST, "sweating": 1, "aches": 0, "tremor": 0}, 37, "severe"),
    ],
)
def test_each_band_begins_and_ends_where_the_scale_says(answers, total, band):
    assert (scored(**answers).score, scored(**answers).band) == (total, band)


@pytest.mark.parametrize(
    ("rate", "pulse"), [(20, 0), (80, 0), (81, 1), (100, 1), (101, 2), (120, 2), (121, 4), (300, 4)]
)
def test_a_heart_rate_gives_the_pulse_score(rate, pulse):
    assert (pulse_score(rate), with_rate(rate).score) == (pulse, pulse)


@pytest.mark.parametrize("rate", [19, 301, 80.0, "80", True])
def test_a_heart_rate_nobody_has_is_invalid(rate):
    assert with_rate(rate).errors == ("heart_rate",)


def test_a_pulse_score_that_agrees_with_the_heart_rate_counts_once():
    assert with_rate(110, pulse=2).score == 2


def test_a_pulse_score_that_contradicts_the_heart_rate_names_both():
    result = with_rate(130, pulse=0)
    assert (result.status, result.errors) == (Status.INVALID, ("heart_rate", "pulse"))


@pytest.mark.parametrize(("sign", "least"), sorted(OBJECTIVE_SIGNS.items()))
def test_a_sign_is_objective_from_its_threshold(sign, least):
    legal = [option.value for option in get("COWS").item(sign).options]
    below = legal[legal.index(least) - 1]
    assert scored(**{sign: least}).extra == {"objective_signs": 1}
    assert scored(**{sign: below}).extra == {"objective_signs": 0}


def test_red_flags_show_before_the_total_does():
    result = score("COWS", {"heart_rate": 121, "gi": 5})
    assert (result.status, result.score, result.band) == (Status.INCOMPLETE, None, None)
    assert result.flags == ("INCOMPLETE", "HR_GT_120", "GI_SEVERE")
    assert "pulse" not in result.missing


def test_a_missing_pulse_is_called_the_pulse():
    assert scored(pulse=None).missing == ("pulse",)


def test_seven_of_eleven_answered_counts_a_heart_rate_as_the_pulse():
    answers = {"heart_rate": 92, **dict.fromkeys(("sweating", "restlessness", "pupil", "aches", "gi", "runny_nose"), 1)}
    assert get("COWS").answered(answers) == (7, 11)


def test_urgent_withdrawal_brings_the_prescriber_first():
    found = red_flags("COWS", score("COWS", WORST))
    assert [finding.rule_id for finding in found] == ["COWS:URGENT_WITHDRAWAL", "COWS:HR_GT_120", "COWS:GI_SEVERE"]
