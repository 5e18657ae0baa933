"""The time on the wall, also when the clocks change."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.appointments.rules.local_time import instant


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2026, 11, 24), time(10), "America/New_York", utc(2026, 11, 24, 15)),
        (date(2026, 7, 24), time(10), "America/New_York", utc(2026, 7, 24, 14)),
        # 02:30 does not exist: the clocks go from 02:00 to 03:00
        (date(2027, 3, 14), time(2, 30), "America/New_York", utc(2027, 3, 14, 7)),
        (date(2027, 3, 14), time(2, 0), "America/New_York", utc(2027, 3, 14, 7)),
        (date(2027, 3, 14), time(3, 0), "America/New_York", utc(2027, 3, 14, 7)),
        # 01:30 comes twice: the first is still summer time
        (date(2026, 11, 1), time(1, 30), "America/New_York", utc(2026, 11, 1, 5, 30)),
        # half an hour at once, and a zone without summer time
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", utc(2026, 10, 3, 15, 30)),
        (date(2027, 3, 14), time(2, 30), "America/Phoenix", utc(2027, 3, 14, 9, 30)),
    ],
)
def test_the_instant_of_a_local_time(day, clock, zone, expected):
    assert instant(day, clock, zone) == expected


@given(
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    minute=st.integers(0, 24 * 60 - 2),
    zone=st.sampled_from(["America/New_York", "America/Phoenix", "America/Anchorage", "Pacific/Honolulu"]),
)
def test_a_later_time_of_one_day_is_never_an_earlier_instant(day, minute, zone):
    clocks = [time(*divmod(each, 60)) for each in (minute, minute + 1)]
    first, second = (instant(day, clock, zone) for clock in clocks)
    assert first <= second
