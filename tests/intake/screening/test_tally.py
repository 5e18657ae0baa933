"""The running score: never a band too early, never a red flag too late."""

from intake.screening.rules.tally import tally
from recovery.clinical.instruments import get
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, SEVERE_OUD


def test_a_heart_rate_counts_as_the_pulse():
    shown = tally(get("COWS"), {"heart_rate": 110, "gi": 1})
    assert (shown.score, shown.answered, shown.total, shown.band) == (3, 2, 11, "")


def test_a_heart_rate_that_contradicts_the_pulse_is_said():
    shown = tally(get("COWS"), {**CALM_COWS, "heart_rate": 110})
    assert shown.remark == "Resting pulse rate and Heart rate do not agree. Correct one of them." or shown.remark == (
        "Heart rate and Resting pulse rate do not agree. Correct one of them."
    )


def test_not_known_counts_as_asked_and_the_band_may_stay_open():
    shown = tally(get("DSM5_OUD"), {**dict.fromkeys(SEVERE_OUD, False), "c1": True, "c2": None})
    assert (shown.answered, shown.band) == (11, "No result yet")
    assert shown.remark == "With what is known, 1 to 2 are met: ask again where it is not known."


def test_item_9_is_not_called_missing_before_its_turn():
    assert tally(get("PHQ9"), {"1": 0}).findings == ()
    eight = {key: value for key, value in LOW_MOOD.items() if key != "9"}
    assert [finding.rule_id for finding in tally(get("PHQ9"), eight).findings] == ["PHQ9:ITEM9_MISSING"]


def test_the_cssrs_is_no_sum():
    assert tally(get("CSSRS"), {"1": "yes", "2": "yes"}).score is None
