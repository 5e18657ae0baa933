"""C-SSRS: logic, not a sum; the safer reading whenever answers are missing or contradict."""

import pytest

from recovery.clinical.instruments import Status, get, red_flags, score
from recovery.core.findings import Severity


def screened(yes="", no=""):
    return score("CSSRS", dict.fromkeys(yes.split(), "yes") | dict.fromkeys(no.split(), "no"))


@pytest.mark.parametrize(
    ("yes", "no", "band", "flags"),
    [
        ("", "1 2 6", "none_reported", ()),
        ("1", "2 6", "low", ()),
        ("2", "1 3 4 5 6", "low", ()),
        ("2 3", "1 4 5 6", "moderate", ("SUICIDE_MODERATE",)),
        ("6", "1 2 6a", "moderate", ("SUICIDE_MODERATE",)),
        ("2 4", "1 3 5 6", "high", ("SUICIDE_HIGH",)),
        ("2 5", "1 3 4 6", "high", ("SUICIDE_HIGH",)),
        ("6 6a", "1 2", "high", ("SUICIDE_HIGH",)),
        ("6", "1 2", "high", ("SUICIDE_HIGH", "RECENCY_UNKNOWN")),
    ],
)
def test_the_first_match_sets_the_band(yes, no, band, flags):
    result = screened(yes, no)
    assert (result.status, result.score, result.band, result.flags) == (Status.COMPLETE, None, band, flags)


def test_no_to_two_skips_to_six():
    assert get("CSSRS").applies({"2": "no"}) == ("1", "2", "6")
    assert get("CSSRS").answered({"1": "no", "2": "no"}) == (2, 3)


def test_yes_to_two_and_six_brings_up_every_question():
    assert get("CSSRS").applies({"2": "yes", "6": "yes"}) == ("1", "2", "3", "4", "5", "6", "6a")


def test_high_is_final_with_items_missing():
    result = screened("4")
    assert (result.status, result.band, result.missing) == (Status.DETERMINATE, "high", ("1", "2", "6"))


def test_moderate_is_not_final_with_items_missing_but_is_flagged():
    result = screened("1 2 3", "6")
    assert (result.status, result.band, result.missing) == (Status.INCOMPLETE, None, ("4", "5"))
    assert result.flags == ("INCOMPLETE", "SUICIDE_MODERATE")


@pytest.mark.parametrize(
    ("yes", "no", "band"), [("3", "1 2 6", "moderate"), ("5", "1 2 6", "high"), ("6a", "1 2 6", "high")]
)
def test_a_contradiction_keeps_the_safer_band(yes, no, band):
    result = screened(yes, no)
    assert (result.band, "INCONSISTENT" in result.flags) == (band, True)


@pytest.mark.parametrize("value", ["Y", "Yes", True, 1, ["yes"]])
def test_only_yes_and_no_are_answers(value):
    assert score("CSSRS", {"1": value}).errors == ("1",)


def test_high_risk_is_the_emergency_rule_with_its_escalation():
    (finding,) = red_flags("CSSRS", screened("2 5", "1 3 4 6"))
    assert (finding.rule_id, finding.severity) == ("EMG-04", Severity.HARD_STOP)
    assert finding.escalation == "constant_observation_988_or_911"


def test_moderate_risk_is_seen_the_same_day():
    (finding,) = red_flags("CSSRS", screened("6", "1 2 6a"))
    assert (finding.rule_id, finding.escalation) == ("EMG-08", "clinician_same_day")
