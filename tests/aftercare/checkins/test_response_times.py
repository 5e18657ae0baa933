"""By when a person has to have acted."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from aftercare.checkins.codes import Level
from aftercare.checkins.rules.response_times import REVIEW_WITHIN, respond_by

CENTER = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)  # 14:05


def test_red_is_answered_within_the_hour():
    assert respond_by(Level.RED, FRIDAY, CENTER) == FRIDAY + timedelta(hours=1)


def test_orange_is_answered_by_the_end_of_the_same_business_day():
    assert respond_by(Level.ORANGE, FRIDAY, CENTER) == datetime(2026, 11, 20, 22, tzinfo=UTC)


def test_orange_on_friday_evening_waits_for_monday():
    evening = datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert respond_by(Level.ORANGE, evening, CENTER) == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_yellow_is_reviewed_within_72_hours_and_green_needs_nothing():
    assert respond_by(Level.YELLOW, FRIDAY, CENTER) == FRIDAY + timedelta(hours=72)
    assert respond_by(Level.GREEN, FRIDAY, CENTER) is None


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_orange_is_after_the_answer_and_never_later_than_yellow(at):
    assert at < respond_by(Level.ORANGE, at, CENTER) <= at + REVIEW_WITHIN
