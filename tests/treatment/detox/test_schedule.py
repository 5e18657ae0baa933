"""When the next withdrawal reading is due."""

from datetime import UTC, datetime, timedelta

import pytest

from treatment.detox.rules.schedule import next_reading, observation

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def window(last_minutes=None, score=None, dose_minutes=None):
    due = next_reading(
        started_at=NOON,
        last_at=None if last_minutes is None else at(last_minutes),
        last_score=score,
        day_1_dose_at=None if dose_minutes is None else at(dose_minutes),
    )
    return due.earliest, due.latest


def test_the_first_reading_is_due_at_once():
    assert window() == (NOON, NOON)


@pytest.mark.parametrize(("score", "hours"), [(0, 4), (24, 4), (25, 2), (48, 2)])
def test_the_next_is_due_in_four_hours_or_two_from_a_score_of_25(score, hours):
    assert window(0, score) == (at(60 * hours), at(60 * hours))


def test_a_day_one_dose_asks_for_a_reading_in_30_to_60_minutes():
    assert window(0, 12, dose_minutes=10) == (at(40), at(70))


def test_a_reading_too_soon_after_the_dose_does_not_count_for_it():
    assert window(39, 12, dose_minutes=10) == (at(40), at(70))


def test_a_reading_30_minutes_after_the_dose_returns_to_the_regular_ones():
    assert window(40, 12, dose_minutes=10) == (at(280), at(280))


def test_a_regular_reading_that_is_sooner_comes_first():
    assert window(0, 30, dose_minutes=100) == (at(120), at(120))


@pytest.mark.parametrize(("breaths", "due"), [(9, False), (10, True), (11.5, True), (12, False), (None, False)])
def test_breathing_10_or_11_times_a_minute_is_looked_at_again(breaths, due):
    found = observation(seen_at=NOON, breaths_per_minute=breaths)
    assert (found is not None) is due


def test_someone_sedated_is_looked_at_again_in_5_to_10_minutes():
    found = observation(seen_at=NOON, breaths_per_minute=16, sedated=True)
    assert (found.earliest, found.latest, found.reason) == (at(5), at(10), "Sedated: look again in 5 to 10 minutes")
