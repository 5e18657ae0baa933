"""When check-ins fall due."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aftercare.checkins.rules.cadence import RESET_DAYS, daily_until, due_dates, gap

D0 = date(2026, 1, 1)


def days(until, reset=None):
    last = None if reset is None else D0 + timedelta(days=reset)
    return [(due - D0).days for due in due_dates(D0, D0 + timedelta(days=until), last)]


def test_the_first_week_is_daily_and_the_rest_of_the_month_every_other_day():
    assert days(30) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]


def test_then_weekly_two_weekly_monthly_and_quarterly():
    later = days(600)[len(days(30)) :]
    assert later == [
        *(32, 39, 46, 53, 60, 67, 74, 81, 88),
        *(95, 109, 123, 137, 151, 165, 179),
        *(193, 223, 253, 283, 313, 343, 373),
        *(464, 555),
    ]


def test_a_red_or_orange_one_makes_the_next_14_days_daily():
    raised_on = 60
    assert (daily_until(D0 + timedelta(days=raised_on)) - D0).days == 74
    assert days(90, reset=74)[days(90).index(60) :] == [*range(60, 75), 81, 88]


def test_a_red_one_between_check_ins_starts_the_daily_ones_the_day_after():
    assert days(82, reset=77)[-16:] == [53, 60, *range(64, 78)]


def test_a_reset_in_the_first_week_changes_nothing_before_it_ends():
    assert days(20, reset=17) == [*range(18), 19]


def test_nothing_is_due_before_discharge():
    assert due_dates(D0, D0 - timedelta(days=1)) == []


def test_the_last_possible_day_is_no_obstacle():
    assert due_dates(date.max, date.max, date.max) == [date.max]


@given(st.integers(0, 900), st.none() | st.integers(-20, 900))
def test_gaps_never_exceed_their_phase_and_days_never_repeat(until, reset):
    due = days(until, reset)
    steps = [(day, following - day) for day, following in pairwise(due)]
    assert all(1 <= step <= gap(day) for day, step in steps)


@given(st.integers(RESET_DAYS, 900))
def test_every_day_of_a_reset_is_due(reset):
    assert set(range(reset - RESET_DAYS + 1, reset + 1)) <= set(days(reset, reset))
