"""When the next withdrawal reading, and the next look at someone drowsy, are due.

Source: clinical spec 1.0 row COWS, and 2.16.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

READING_EVERY = timedelta(hours=4)  # in withdrawal management; clinical spec 1.0
URGENT_READING_EVERY = timedelta(hours=2)  # from URGENT_COWS; clinical spec 1.0
URGENT_COWS = 25  # clinical spec 1.0
AFTER_DOSE_FROM = timedelta(minutes=30)  # after each day-1 buprenorphine dose; clinical spec 1.0
AFTER_DOSE_TO = timedelta(minutes=60)  # same source
RECHECK_FROM = timedelta(minutes=5)  # slow breathing or sedation; clinical spec 2.16
RECHECK_TO = timedelta(minutes=10)  # same source
SLOW_BREATHS_FROM = 10  # breaths per minute, inclusive; below is EMG-01; clinical spec 2.16
SLOW_BREATHS_BELOW = 12  # breaths per minute; clinical spec 2.16, "RR 10-11"
SOURCE = "project policy (clinical spec 1.0 and 2.16)"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do between two times; overdue after `latest`.  `reason` is what staff read."""

    earliest: datetime
    latest: datetime
    reason: str
    source: str = SOURCE


def next_reading(
    *, started_at: datetime, last_at: datetime | None, last_score: int | None, day_1_dose_at: datetime | None = None
) -> Due:
    """The next COWS reading, for a stay that began at `started_at`.

    `last_at` and `last_score` are those of the last complete reading, both None before the first, which is due at
    once.  `day_1_dose_at` is the last buprenorphine dose given on day 1; its reading comes first when it is sooner.
    """
    regular = _regular(started_at, last_at, last_score)
    if day_1_dose_at is None or (last_at is not None and last_at >= day_1_dose_at + AFTER_DOSE_FROM):
        return regular
    after_dose = Due(day_1_dose_at + AFTER_DOSE_FROM, day_1_dose_at + AFTER_DOSE_TO, "30 to 60 minutes after the dose")
    return min(regular, after_dose, key=lambda due: due.latest)


def observation(*, seen_at: datetime, breaths_per_minute: float | None, sedated: bool = False) -> Due | None:
    """The next look at someone sedated or breathing 10 or 11 times a minute; None when none is called for.

    Fewer than 10 breaths is no matter for a recheck but the emergency EMG-01.
    """
    slow = breaths_per_minute is not None and SLOW_BREATHS_FROM <= breaths_per_minute < SLOW_BREATHS_BELOW
    if not (slow or sedated):
        return None
    reason = "Breathing is slow: look again" if slow else "Sedated: look again"
    return Due(seen_at + RECHECK_FROM, seen_at + RECHECK_TO, f"{reason} in 5 to 10 minutes")


def _regular(started_at: datetime, last_at: datetime | None, last_score: int | None) -> Due:
    if last_at is None or last_score is None:
        return Due(started_at, started_at, "First reading")
    if last_score >= URGENT_COWS:
        due = last_at + URGENT_READING_EVERY
        return Due(due, due, f"Every 2 hours, last score {last_score}")
    due = last_at + READING_EVERY
    return Due(due, due, "Every 4 hours")
