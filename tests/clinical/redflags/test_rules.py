"""By when, and to whom: worked by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recovery.clinical.instruments import INSTRUMENTS
from recovery.clinical.instruments import RULES as OF_INSTRUMENTS
from recovery.clinical.instruments.crisis import CRISIS_ANSWERS, tells_of_crisis
from recovery.clinical.redflags import rules
from recovery.clinical.redflags.rules import emergencies
from recovery.core.findings import Finding, Severity, invalid_facts

CENTER = ZoneInfo("America/New_York")


def clock(text):
    """A time of Friday 20 November 2026 at the center, in UTC."""
    return datetime.fromisoformat(f"2026-11-20T{text}").replace(tzinfo=CENTER).astimezone(UTC)


def due(severity, escalation, at):
    return rules.due(severity=severity, escalation=escalation, at=at, center=CENTER)


@pytest.mark.parametrize(
    ("severity", "escalation", "minutes"),
    [
        ("hard_stop", "911_and_naloxone", 15),
        ("hard_stop", "911", 15),
        ("hard_stop", "constant_observation_988_or_911", 15),
        ("hard_stop", "", 15),
        ("override", "on_call_prescriber_now", 15),
        ("override", "", 60),
    ],
)
def test_an_emergency_is_due_in_15_minutes_and_other_red_flags_in_an_hour(severity, escalation, minutes):
    at = clock("14:05")
    assert due(severity, escalation, at) - at == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("severity", "escalation", "hours", "minutes"),
    [
        ("hard_stop", "911", 1, 15),
        ("override", "on_call_prescriber_now", 1, 15),
        ("override", "", 4, 60),
        ("override", "clinician_same_day", 4, 60),
        ("override", "medical_review_same_day", 4, 60),
    ],
)
def test_what_was_done_is_on_record_in_an_hour_or_four_and_each_step_waits(severity, escalation, hours, minutes):
    at = clock("14:05")
    assert rules.record_due(severity=severity, escalation=escalation, at=at) == at + timedelta(hours=hours)
    assert rules.again(severity=severity, escalation=escalation) == timedelta(minutes=minutes)


@pytest.mark.parametrize("escalation", ["clinician_same_day", "medical_review_same_day"])
@pytest.mark.parametrize(
    ("at", "by"),
    [
        ("08:00", "12:00"),  # four hours come before 17:00
        ("13:00", "17:00"),
        ("14:05", "17:00"),
        ("16:30", "17:30"),  # never less than an hour
        ("16:59", "17:59"),
        ("17:00", "21:00"),
        ("19:30", "23:30"),
    ],
)
def test_the_same_day_is_by_five_or_four_hours_and_never_less_than_one(escalation, at, by):
    assert due("override", escalation, clock(at)) == clock(by)


def test_the_night_the_clocks_change_has_an_hour_more_to_five():
    at = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)  # 00:30, before 02:00 becomes 01:00
    assert due("override", "clinician_same_day", at) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def told(**who):
    return rules.first_told(**({"on_call": (), "lead": None, "team": (), "prescribers": ()} | who))


def test_whoever_is_on_call_is_told_alone():
    assert told(on_call=["amir", "nora"], lead="keisha", team=["keisha"], prescribers=["amir"]) == ("amir",)


def test_nobody_on_duty_the_lead_is_told():
    assert told(lead="keisha", team=["keisha", "nora"], prescribers=["amir"]) == ("keisha",)


def test_without_a_lead_everybody_on_the_team_who_may_answer():
    assert told(team=["nora", "keisha"], prescribers=["amir"]) == ("nora", "keisha")


def test_without_a_team_every_prescriber_and_without_any_nobody():
    assert told(prescribers=["amir", "bea"]) == ("amir", "bea")
    assert told() == ()


def following(already, **who):
    chain = {"on_call": ["nora"], "lead": "keisha", "team": ["keisha", "sol"], "prescribers": ["amir", "bea"]}
    return rules.next_told(told=already, **(chain | who))


@pytest.mark.parametrize(
    ("already", "then"),
    [
        ([], ("nora",)),
        (["nora"], ("keisha",)),
        (["nora", "keisha"], ("sol",)),
        (["nora", "keisha", "sol"], ("amir", "bea")),
        (["nora", "keisha", "sol", "amir"], ("bea",)),
        (["nora", "keisha", "sol", "amir", "bea"], ("amir", "bea")),
    ],
)
def test_when_nobody_comes_the_next_in_line_is_told(already, then):
    assert following(already) == then


def test_who_came_on_duty_meanwhile_is_told_first():
    assert following(["nora", "keisha"], on_call=["otto"]) == ("otto",)


def finding(severity):
    return Finding("X-1", severity, "Do it.", "here")


def test_what_stands_in_the_way_is_a_red_flag_advice_and_slips_of_the_pen_are_not():
    flags = [finding(each) for each in Severity] + invalid_facts("rr")
    assert [each.severity for each in flags if rules.is_red_flag(each)] == ["override", "hard_stop"]


@pytest.mark.parametrize(
    ("facts", "fires"),
    [
        ({"pregnant": True, "cows": 5, "on_medication": False}, True),
        ({"pregnant": True, "cows": 4, "on_medication": False}, False),
        ({"pregnant": True, "sows": 11, "on_medication": False}, True),
        ({"pregnant": True, "sows": 10, "on_medication": False}, False),
        ({"pregnant": True, "cows": 0, "sows": 20, "on_medication": False}, True),
        ({"pregnant": True, "cows": 12, "on_medication": None}, True),
        ({"pregnant": True, "cows": 12, "on_medication": True}, False),
        ({"pregnant": True, "on_medication": False}, False),
        ({"pregnant": None, "cows": 20, "on_medication": False}, False),
        ({"pregnant": False, "cows": 20, "on_medication": False}, False),
    ],
)
def test_pregnancy_with_withdrawal_and_no_medication(facts, fires):
    assert [each.rule_id for each in rules.pregnancy_with_withdrawal(**facts)] == ["PREG-01"] * fires


def test_every_rule_that_makes_a_red_flag_has_steps_of_its_own():
    grave = [
        rule
        for rule in (*OF_INSTRUMENTS, *emergencies.EMERGENCIES, rules.PREG_01)
        if rule.severity in (Severity.OVERRIDE, Severity.HARD_STOP)
    ]
    without = [
        rule.id
        for rule in grave
        if emergencies.steps(rule_id=rule.id, escalation=rule.escalation, message=rule.message) == (rule.message,)
    ]
    assert (without, len(grave) >= 11) == ([], True)


def test_every_emergency_can_be_raised_by_hand():
    assert set(emergencies.BY_HAND) == {f"EMG-0{n}" for n in range(1, 9)} | {"PREG-01"}


def test_answers_that_show_help_are_answers_that_can_be_given():
    for code, items in CRISIS_ANSWERS.items():
        for item, values in items.items():
            assert all(INSTRUMENTS[code].item(item).accepts(value) for value in values), (code, item)


@pytest.mark.parametrize(
    ("code", "answers", "shown"),
    [
        ("PHQ9", {"9": 0}, False), ("PHQ9", {"9": 1}, True), ("PHQ9", {"1": 3}, False), ("PHQ9", {}, False),
        ("CSSRS", {"1": "yes"}, True), ("CSSRS", {"1": "no", "6": "no"}, False), ("COWS", {"tremor": 4}, False),
    ],
)  # fmt: skip
def test_help_is_shown_for_the_first_answer_that_tells_of_danger(code, answers, shown):
    assert tells_of_crisis(code, answers) is shown
