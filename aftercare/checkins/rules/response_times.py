"""By when a person has to have acted on a check-in.  Pure.  Source: clinical spec 5, column "Response"."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.checkins.codes import Level

RED_WITHIN = timedelta(hours=1)  # human contact within 1 hour; clinical spec 5
REVIEW_WITHIN = timedelta(hours=72)  # visit (orange) or review (yellow) within 72 hours; clinical spec 5
DAY_ENDS = time(17)  # end of a business day where the center is; project default
SATURDAY = 5  # date.weekday() of the first day without business


def respond_by(level: Level, at: datetime, center: ZoneInfo) -> datetime | None:
    """The latest moment (UTC) for a person to act on a check-in of `level` that came at `at`; None for green.

    Orange is the end of the same business day, or of the next one when that day is over, but never later than 72 h.
    """
    if level is Level.RED:
        return at + RED_WITHIN
    if level is Level.ORANGE:
        return min(_end_of_business_day(at, center), at + REVIEW_WITHIN)
    return at + REVIEW_WITHIN if level is Level.YELLOW else None


def _end_of_business_day(at: datetime, center: ZoneInfo) -> datetime:
    local = at.astimezone(center)
    day = local.date() if local.time() < DAY_ENDS else local.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, DAY_ENDS, center).astimezone(UTC)
