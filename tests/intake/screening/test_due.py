"""What is asked again, and when: from data and dates alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from intake.screening.rules.due import Answered, due
from recovery.clinical.instruments import INSTRUMENTS
from tests.cast import NOW

DAY = timedelta(days=1)


def answered(code, *, days_ago=0, band="", flags=()):
    return Answered(code, NOW - days_ago * DAY, band, flags)


def told(*newest, offered=INSTRUMENTS):
    """Code to (days from now until due, days from now until late)."""
    return {each.code: ((each.on - NOW).days, (each.late_from - NOW).days) for each in due(newest, offered)}


@pytest.mark.parametrize(
    ("code", "band", "wait"),
    [("PHQ9", "minimal", (30, 31)), ("PHQ9", "mild", (14, 29)), ("PHQ9", "severe", (14, 29)), ("GAD7", "mild", (28, 29)),
     ("GAD7", "moderate", (30, 31)), ("BAM", "", (30, 31)), ("BAMIOP", "", (7, 8)), ("BAMR", "", (30, 31)),
     ("AUDITC", "negative", (90, 91)), ("DSM5_OUD", "severe", (90, 91)), ("PCPTSD5", "negative", (365, 366)),
     ("TAPS1", "negative", (365, 366)), ("CSSRS", "low", (1, 2))],
)  # fmt: skip
def test_an_instrument_is_asked_again_after_its_interval(code, band, wait):
    assert told(answered(code, band=band)) == {code: wait}


@pytest.mark.parametrize(("code", "band"), [("CSSRS", "none_reported"), ("COWS", "mild"), ("CRAVING", "none")])
def test_what_has_no_interval_in_days_is_not_due(code, band):
    assert told(answered(code, band=band)) == {}


def test_what_was_never_answered_is_not_due():
    assert told() == {}


def test_a_positive_item_9_makes_the_c_ssrs_due_at_once_until_it_is_answered():
    mood = answered("PHQ9", days_ago=3, band="mild", flags=("SUICIDE_ITEM_POSITIVE",))
    assert told(mood)["CSSRS"] == (-3, -2)
    assert "CSSRS" not in told(mood, answered("CSSRS", days_ago=2, band="none_reported"))
    assert told(mood, answered("CSSRS", days_ago=9, band="none_reported"))["CSSRS"] == (-3, -2)


def test_a_c_ssrs_of_the_same_packet_counts_though_it_was_asked_first():
    packet = uuid4()
    risk = replace(answered("CSSRS", days_ago=1, band="none_reported"), packet=packet)
    mood = answered("PHQ9", band="mild", flags=("SUICIDE_ITEM_POSITIVE",))
    assert "CSSRS" in told(risk, mood)
    assert "CSSRS" not in told(risk, replace(mood, packet=packet))


@pytest.mark.parametrize(
    ("asking", "flag", "asked"),
    [("PHQ2", "DO_PHQ9", "PHQ9"), ("BAM", "DO_PHQ9", "PHQ9"), ("TAPS1", "POS_ILLICIT", "TAPS2"),
     ("TAPS2", "OPIOID_HIGH_RISK", "DSM5_OUD"), ("DAST10", "POSITIVE", "DSM5_OUD"), ("PHQ9", "ITEM9_MISSING", "CSSRS")],
)  # fmt: skip
def test_a_result_asks_for_another_instrument(asking, flag, asked):
    assert told(answered(asking, flags=(flag,)))[asked] == (0, 1)


def test_what_is_asked_by_two_is_named_once_by_the_sooner():
    found = due([answered("PHQ9", days_ago=1, band="minimal"), answered("PHQ2", flags=("DO_PHQ9",))], INSTRUMENTS)
    assert [(each.code, each.words) for each in found if each.code == "PHQ9"] == [("PHQ9", "PHQ-2 is 3 or more.")]


def test_what_is_not_offered_is_not_due():
    offered = {code: each for code, each in INSTRUMENTS.items() if not each.pack}
    assert "DAST10" in told(answered("DAST10", days_ago=400))
    assert "DAST10" not in told(answered("DAST10", days_ago=400), offered=offered)


def test_a_due_instrument_is_late_only_after_its_grace():
    (each,) = due([answered("PHQ9", days_ago=20, band="mild")], INSTRUMENTS)
    assert (each.is_due(NOW), each.is_late(NOW), each.is_late(NOW + 9 * DAY)) == (True, False, True)
