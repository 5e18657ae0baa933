"""Local hours: gaps, folds and a day that never was."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from recovery.outbox.rules.hours import is_allowed, next_allowed, zone_or

ZONES = [
    "America/New_York", "America/Phoenix", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia",
    "Pacific/Chatham", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "UTC",
]  # fmt: skip
# Nights around which clocks change: New York, Lord Howe (half an hour), Apia (the day that was skipped), Dublin.
NIGHTS = [
    datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC), datetime(2011, 12, 30, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC),
]  # fmt: skip
instants = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes), st.sampled_from(NIGHTS), st.integers(-2880, 2880)
)

unhurried = examples(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # zone files load slowly the first time


@unhurried
@given(instants, st.sampled_from(ZONES), st.integers(0, 22), st.integers(1, 23))
def test_the_next_allowed_instant_is_allowed_and_never_before(instant, zone, begin, length):
    begin, end = time(begin), time(min(begin + length, 23), 59)
    found = next_allowed(instant, zone=zone, begin=begin, end=end)
    assert found >= instant
    assert is_allowed(found, zone=zone, begin=begin, end=end)
    assert found - instant <= timedelta(days=2)


@unhurried
@given(instants, st.sampled_from(ZONES))
def test_what_is_allowed_already_does_not_wait(instant, zone):
    local = instant.astimezone(ZoneInfo(zone)).time()
    if local < time(23, 59):
        assert next_allowed(instant, zone=zone, begin=local, end=time(23, 59, 59)) == instant


@pytest.mark.parametrize(
    ("zone", "instant", "opening"),
    [
        ("America/New_York", "2026-11-20T19:05", "2026-11-20T19:05"),
        ("America/New_York", "2026-11-20T02:00", "2026-11-20T14:00"),
        ("America/New_York", "2026-03-08T04:00", "2026-03-08T13:00"),  # an hour less to wait
        ("America/New_York", "2026-11-01T03:00", "2026-11-01T14:00"),  # an hour more
        ("Australia/Lord_Howe", "2026-10-03T12:00", "2026-10-03T22:00"),  # half an hour less: 09:00 is +11:00 now
        ("Australia/Lord_Howe", "2026-04-04T12:00", "2026-04-04T22:30"),  # half an hour more
        ("Pacific/Apia", "2011-12-30T07:00", "2011-12-30T19:00"),  # the 29th in the evening; the next day is the 31st
    ],
)
def test_nine_in_the_morning_where_the_person_is(zone, instant, opening):
    found = next_allowed(datetime.fromisoformat(instant).replace(tzinfo=UTC), zone=zone, begin=time(9), end=time(20))
    assert found == datetime.fromisoformat(opening).replace(tzinfo=UTC)


def test_an_opening_that_the_clock_skips_is_the_first_instant_after_it():
    before = datetime(2026, 3, 8, 5, tzinfo=UTC)
    found = next_allowed(before, zone="America/New_York", begin=time(2, 30), end=time(20))
    assert found == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)  # 03:30


def test_a_window_that_the_clock_skips_whole_opens_the_day_after():
    before = datetime(2026, 3, 8, 5, tzinfo=UTC)
    found = next_allowed(before, zone="America/New_York", begin=time(2, 15), end=time(2, 45))
    assert found == datetime(2026, 3, 9, 6, 15, tzinfo=UTC)


def test_an_unknown_zone_is_the_centers():
    assert zone_or("Mars/Olympus", "America/New_York") == "America/New_York"
    assert zone_or("", "America/New_York") == "America/New_York"
    assert zone_or("Pacific/Apia", "America/New_York") == "Pacific/Apia"
