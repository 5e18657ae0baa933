"""When check-ins open and close, around every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.checkins.rules.cadence import due_dates
from aftercare.checkins.rules.openings import HORIZON_DAYS, LONGEST_OPEN, Opening, instant, nudges, openings

NEW_YORK = ZoneInfo("America/New_York")
ZONES = [
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Phoenix",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "UTC",
]


def test_a_time_the_clock_skips_comes_an_hour_later():
    assert instant(date(2026, 3, 8), time(2, 30), NEW_YORK).astimezone(NEW_YORK).time() == time(3, 30)


def test_a_time_that_comes_twice_is_the_first():
    assert instant(date(2026, 11, 1), time(1, 30), NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_nine_stays_nine_when_the_clocks_change():
    at = datetime(2026, 10, 30, 12, tzinfo=UTC)
    opened = openings(starts_on=date(2026, 10, 30), local_time=time(9), zone=NEW_YORK, at=at, every_days=1)
    assert [each.opens_at.hour for each in opened[:4]] == [13, 13, 14, 14]


def test_a_day_that_a_zone_left_out_has_no_check_in():
    at = datetime(2011, 12, 28, tzinfo=UTC)
    opened = openings(
        starts_on=date(2011, 12, 28), local_time=time(9), zone=ZoneInfo("Pacific/Apia"), at=at, every_days=1
    )
    assert date(2011, 12, 30) not in [each.local_date for each in opened]


def test_a_daily_one_closes_when_the_next_opens_and_a_weekly_one_after_48_hours():
    at = datetime(2026, 11, 20, tzinfo=UTC)
    daily = openings(starts_on=date(2026, 11, 20), local_time=time(9), zone=NEW_YORK, at=at, every_days=1)
    weekly = openings(starts_on=date(2026, 11, 20), local_time=time(9), zone=NEW_YORK, at=at, every_days=7)
    assert {each.closes_at - each.opens_at for each in daily} == {timedelta(days=1)}
    assert {each.closes_at - each.opens_at for each in weekly} == {LONGEST_OPEN}


def test_a_daily_check_in_has_two_reminders_and_a_weekly_one_three():
    opens = datetime(2026, 11, 20, 14, tzinfo=UTC)
    slots = {
        hours: [nudge.slot for nudge in nudges(Opening(opens.date(), opens, opens + timedelta(hours=hours)))]
        for hours in (24, 48)
    }
    assert slots == {24: ["due", "plus_4h"], 48: ["due", "plus_4h", "plus_24h"]}


@pytest.mark.parametrize("every", [None, 1, 3, 91])
@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    starts_on=st.dates(date(2011, 1, 1), date(2030, 12, 31)),
    after=st.integers(-20, 400),
    wall=st.times(),
)
def test_every_date_of_the_cadence_has_exactly_one_that_opens_at_its_local_time(every, zone, starts_on, after, wall):
    wall = wall.replace(second=0, microsecond=0)
    at = datetime.combine(starts_on + timedelta(days=after), time(12), UTC)
    opened = openings(starts_on=starts_on, local_time=wall, zone=zone, at=at, every_days=every)
    today = at.astimezone(zone).date()
    last = today + timedelta(days=HORIZON_DAYS)
    due = [day for day in due_dates(starts_on, last, every_days=every) if today <= day]
    expected = [d for d in due if instant(d, wall, zone) > at and instant(d, wall, zone).astimezone(zone).date() == d]
    assert [each.local_date for each in opened] == expected
    for each in opened:
        local = each.opens_at.astimezone(zone)
        skipped = local.time() != wall
        assert (
            not skipped or datetime.combine(each.local_date, wall, zone).astimezone(UTC).astimezone(zone).time() != wall
        )
        assert at < each.opens_at < each.closes_at <= each.opens_at + LONGEST_OPEN
    assert all(one.closes_at <= following.opens_at for one, following in pairwise(opened))


@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), hours=st.integers(1, 60))
def test_the_dates_do_not_depend_on_when_they_are_asked_for(at, hours):
    told = {"starts_on": date(2026, 1, 1), "local_time": time(9), "zone": NEW_YORK}
    now, later = openings(at=at, **told), openings(at=at + timedelta(hours=hours), **told)
    assert [each for each in later if each in now] == [
        each for each in now if each.opens_at > at + timedelta(hours=hours)
    ]
