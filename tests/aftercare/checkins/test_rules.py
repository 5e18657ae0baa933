"""Check-ins: each answer's level, the highest wins, and the riskier reading when facts are unknown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.checkins.codes import Level
from aftercare.checkins.rules import ANSWERS, DAILY_AFTER, RESPONSES, RULES, evaluate
from recovery.clinical.instruments import Result, Status
from recovery.core.findings import Severity, headline

LATE = {"days_since_discharge": 60, "moud_active": True}
EARLY = {"days_since_discharge": 30, "moud_active": True}


def levels(context=LATE, **answers):
    return {finding.rule_id: finding.facts["level"] for finding in evaluate(answers, context).findings}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"suicidal_thoughts": True}, {"SUICIDE_POSITIVE": "red"}),
        ({"overdose_since_last": True}, {"OVERDOSE_EVENT": "red"}),
        ({"missed_moud_days": 5}, {"MOUD_MISSED_GE_5": "red"}),
        ({"missed_moud_days": 4}, {"MOUD_MISSED_2_4": "orange"}),
        ({"missed_moud_days": 2}, {"MOUD_MISSED_2_4": "orange"}),
        ({"missed_moud_days": 1}, {"MOUD_MISSED_1": "yellow"}),
        ({"missed_moud_days": 0}, {}),
        ({"used": ["opioid"]}, {"OPIOID_USE": "orange"}),
        ({"used": ["alcohol"]}, {"SEDATIVE_USE": "orange"}),
        ({"used": ["sedative"]}, {"SEDATIVE_USE": "orange"}),
        ({"used": ["stimulant"]}, {"OTHER_USE": "yellow"}),
        ({"used": ["cannabis", "other"]}, {"OTHER_USE": "yellow"}),
        ({"used": ["none"]}, {}),
        ({"used": []}, {}),
        ({"craving": 3}, {}),
        ({"craving": 4}, {"CRAVING_4_6": "yellow"}),
        ({"craving": 6}, {"CRAVING_4_6": "yellow"}),
        ({"craving": 7}, {"CRAVING_GE_7": "orange"}),
        ({"risky_exposure": True}, {"RISKY_EXPOSURE": "yellow"}),
        ({"risky_exposure": True, "craving": 3}, {"RISKY_EXPOSURE": "yellow"}),
        ({"risky_exposure": True, "craving": 4}, {"RISKY_EXPOSURE": "orange", "CRAVING_4_6": "yellow"}),
        ({"phq2": 2}, {}),
        ({"phq2": 3}, {"MOOD_POSITIVE": "orange"}),
        ({"confidence": 5}, {}),
        ({"confidence": 4}, {"LOW_CONFIDENCE": "yellow"}),
        ({"confidence": 0}, {"LOW_CONFIDENCE": "yellow"}),
        ({"bad_sleep_nights": 3}, {}),
        ({"bad_sleep_nights": 4}, {"POOR_SLEEP": "yellow"}),
        ({"missed_checkins": 1}, {"MISSED_CHECKIN_1": "yellow"}),
        ({"missed_checkins": 2}, {"MISSED_CHECKIN_2": "orange"}),
        ({"missed_checkins": 3}, {"MISSED_CHECKIN_GE_3": "orange"}),
        ({"naloxone_at_home": False}, {"NO_NALOXONE": "yellow"}),
        ({"naloxone_at_home": True, "suicidal_thoughts": False, "overdose_since_last": False}, {}),
        ({}, {}),
    ],
)
def test_each_answer_has_its_level(answers, expected):
    assert levels(**answers) == expected


@pytest.mark.parametrize(
    ("context", "level"),
    [
        ({"days_since_discharge": 0, "moud_active": True}, "red"),
        ({"days_since_discharge": 30, "moud_active": True}, "red"),
        ({"days_since_discharge": 31, "moud_active": True}, "orange"),
        ({"days_since_discharge": 31, "moud_active": False}, "red"),
        ({"days_since_discharge": 31}, "red"),
        ({"moud_active": True}, "red"),
        ({}, "red"),
        (None, "red"),
    ],
)
def test_opioid_use_is_red_early_without_medication_or_when_either_is_unknown(context, level):
    assert levels(context, used=["opioid"]) == {"OPIOID_USE": level}


def test_three_missed_checkins_are_red_while_early():
    assert levels(EARLY, missed_checkins=4) == {"MISSED_CHECKIN_GE_3": "red"}


@pytest.mark.parametrize(("craving", "fires"), [(4, False), (5, True)])
def test_a_rise_of_three_since_the_check_in_before_is_yellow(craving, fires):
    found = levels({**LATE, "previous_craving": 2}, craving=craving)
    assert (found.get("CRAVING_RISE_GE_3") == "yellow") is fires


def test_the_highest_level_wins_and_comes_first():
    evaluation = evaluate({"naloxone_at_home": False, "craving": 8, "overdose_since_last": True}, LATE)
    assert evaluation.level is Level.RED
    assert [finding.message for finding in evaluation.findings] == [
        "Overdose since the last check-in",
        "Craving 8",
        "No naloxone at home",
    ]
    assert headline(evaluation.findings).severity is Severity.HARD_STOP


def test_each_finding_tells_level_response_and_value():
    (finding,) = evaluate({"craving": 8}, LATE).findings
    assert finding.facts == {
        "flag": "CRAVING_GE_7",
        "level": "orange",
        "response": "Call the same business day; visit within 72 hours.",
        "value": 8,
    }
    assert finding.subject == "craving"


def test_reasons_name_what_was_used():
    evaluation = evaluate({"used": ["alcohol", "sedative", "cannabis"]}, LATE)
    assert [finding.message for finding in evaluation.findings] == ["Used alcohol and sedative", "Used cannabis"]


def test_none_beside_a_substance_counts_the_substance_and_asks_again():
    assert evaluate({"used": ["none", "opioid"]}, LATE).flags == ("OPIOID_USE", "INCONSISTENT")


@pytest.mark.parametrize(
    "answers",
    [
        {"craving": 11},
        {"craving": 1.5},
        {"used": "opioid"},
        {"used": ["tea"]},
        {"used": [["opioid"]]},
        {"confidence": "5"},
        {"phq2": 7},
        {"bad_sleep_nights": 8},
        {"missed_moud_days": -1},
        {"missed_checkins": True},
        {"suicidal_thoughts": "yes"},
        {"naloxone_at_home": 0},
        {"mood": 1},
    ],
)
def test_an_impossible_answer_is_invalid_and_named(answers):
    evaluation = evaluate(answers, LATE)
    assert (evaluation.status, evaluation.level, evaluation.flags) == (Status.INVALID, None, ("INVALID_INPUT",))
    assert evaluation.result.errors == tuple(answers)


@pytest.mark.parametrize(
    "context", [{"days_since_discharge": -1}, {"moud_active": "yes"}, {"previous_craving": 11}, {"moud_active": 1}]
)
def test_an_impossible_context_is_invalid_and_named(context):
    assert evaluate({"craving": 1}, context).result.errors == tuple(context)


def test_a_context_may_hold_more_than_the_rules_read():
    assert evaluate({"craving": 1}, {**LATE, "clinic": "north"}).level is Level.GREEN


def test_red_and_orange_reset_the_cadence():
    assert [level in DAILY_AFTER for level in Level] == [False, False, True, True]


def test_no_words_blame():
    words = " ".join([*(rule.condition + rule.message for rule in RULES), *(RESPONSES[level] for level in Level)])
    assert not any(word in words.lower() for word in ("relapse", "abuse", "addict", "clean", "dirty"))


LEGAL = st.fixed_dictionaries(
    {},
    optional={
        item.id: st.booleans()
        if item.kind == "boolean"
        else st.integers(item.low, item.high if item.high is not None else 50)
        if item.kind == "integer"
        else st.lists(st.sampled_from([option.value for option in item.options]))
        for item in ANSWERS
    },
)
JUNK = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.text()
    | st.lists(st.integers())
    | st.dictionaries(st.text(), st.text())
)


@given(LEGAL)
def test_any_legal_answers_give_a_level_with_a_finding_for_each_flag(answers):
    evaluation = evaluate(answers, LATE)
    assert evaluation.status is Status.COMPLETE
    assert [f.rule_id for f in evaluation.findings] == [flag for flag in evaluation.flags if flag != "INCONSISTENT"]
    ranks = [Level(finding.facts["level"]).rank for finding in evaluation.findings]
    assert ranks == sorted(ranks, reverse=True)
    assert evaluation.level.rank == max(ranks, default=0)


@given(LEGAL)
def test_unknown_context_never_lowers_the_level(answers):
    assert evaluate(answers).level.rank >= evaluate(answers, LATE).level.rank


@given(LEGAL)
def test_a_stored_result_equals_the_one_judged_again(answers):
    stored = json.loads(json.dumps(evaluate(answers, LATE).as_json()))
    assert stored == evaluate(dict(reversed(answers.items())), LATE).as_json()
    assert Result.from_json(stored) == evaluate(answers, LATE).result


@given(st.dictionaries(st.sampled_from([item.id for item in ANSWERS]), JUNK) | JUNK, JUNK)
def test_no_input_ever_raises(answers, context):
    assert evaluate(answers, context).status in Status
