"""OTP-CLOCK: what is late, and the days that follow from admission."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.assessment.rules.otp_clock import evaluate, judge

DONE = {"full_exam_done": True, "care_plan_done": True}


def fired(**facts):
    return [
        (each.rule_id, each.severity.value)
        for each in evaluate({"admission_date": "2026-06-01", "today": "2026-06-15", **facts})
    ]


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({"today": "2026-06-15"}, []),
        ({"today": "2026-06-16"}, [("CLK-02", "override"), ("CLK-03", "override")]),
        ({"today": "2026-06-16", "full_exam_done": None, "care_plan_done": True}, [("CLK-02", "override")]),
        ({"today": "2026-06-16", **DONE}, []),
        ({"screening_by_external": True, "screening_exam_date": "2026-05-25"}, []),
        ({"screening_by_external": True, "screening_exam_date": "2026-05-24"}, [("CLK-01", "override")]),
        ({"screening_by_external": True, "screening_exam_date": "2026-06-01"}, []),
        ({"screening_by_external": True, "screening_exam_date": "2026-06-02"}, [("CLK-01", "override")]),
        ({"screening_by_external": True, "screening_exam_date": None}, [("CLK-01", "override")]),
        ({"screening_by_external": False, "screening_exam_date": "2026-01-01"}, []),
        ({"screening_by_external": None, "screening_exam_date": "2026-01-01"}, []),
        ({"interim_days_12mo": 180}, []),
        ({"interim_days_12mo": 181}, [("CLK-04", "override")]),
        ({"interim_days_12mo": None}, []),
        ({"full_year": True, "random_tests_12mo": 8}, []),
        ({"full_year": True, "random_tests_12mo": 7}, [("CLK-05", "advisory")]),
        ({"full_year": True, "random_tests_12mo": None}, [("CLK-05", "advisory")]),
        ({"full_year": False, "random_tests_12mo": 0}, []),
        ({"full_year": None, "random_tests_12mo": 0}, []),
    ],
)
def test_what_is_late(facts, rules):
    assert fired(**facts) == rules


@pytest.mark.parametrize(
    "facts",
    [
        {"admission_date": None},
        {"today": None},
        {"admission_date": "2026-06-16"},
        {"admission_date": "2026-02-29"},
        {"admission_date": "2026-6-1"},
        {"admission_date": "2026-06-01T00:00:00"},
        {"admission_date": "20260601"},
        {"admission_date": 20260601},
        {"admission_date": datetime(2026, 6, 1)},
        {"today": True},
        {"screening_exam_date": "2026-06-16"},
        {"screening_exam_date": "soon"},
        {"screening_by_external": "yes"},
        {"full_exam_done": 1},
        {"full_year": "true"},
        {"interim_days_12mo": -1},
        {"interim_days_12mo": 1.5},
        {"interim_days_12mo": True},
        {"random_tests_12mo": -1},
        {"random_tests_12mo": "8"},
        {"admission": "2026-06-01"},
    ],
)
def test_facts_that_cannot_be_judged_stop_everything(facts):
    assert fired(**facts) == [("VAL-01", "hard_stop")]
    assert judge({"admission_date": "2026-06-01", "today": "2026-06-15", **facts}).due == {}


@pytest.mark.parametrize("facts", [None, [], "x", {}])
def test_no_facts_are_no_clock(facts):
    assert [each.rule_id for each in evaluate(facts)] == ["VAL-01"]


def test_the_days_that_follow_from_admission_over_a_leap_day():
    told = judge({"admission_date": date(2028, 2, 20), "today": date(2028, 2, 20), "interim_started_on": "2028-02-01"})
    assert told.as_json() == {
        "screening_exam_from": "2028-02-13",
        "serology_from": "2028-01-21",
        "full_exam_due": "2028-03-05",
        "care_plan_due": "2028-03-05",
        "interim_plan_due": "2028-05-31",
        "interim_ends": "2028-07-30",
    }


def test_a_leap_day_is_a_day():
    assert judge({"admission_date": "2028-02-29", "today": "2028-02-29"}).as_json()["full_exam_due"] == "2028-03-14"


@given(
    st.dictionaries(
        st.sampled_from(["admission_date", "today", "full_year", "x", "interim_days_12mo"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    )
)
def test_any_facts_whatever_are_judged(facts):
    assert all(each.rule_id for each in evaluate(facts))
