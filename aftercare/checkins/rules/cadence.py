"""When check-ins fall due after discharge.  Source: clinical spec 5, project default."""

from __future__ import annotations

from datetime import date, timedelta

DAILY = 1  # days
# Last day after discharge of each phase, and the days between its check-ins; clinical spec 5, cadence.
PHASES = ((7, DAILY), (30, 2), (90, 7), (180, 14), (365, 30))
QUARTERLY = 91  # days, after the last phase; clinical spec 5
RESET_DAYS = 14  # days of daily check-ins after a red or orange one; clinical spec 5


def gap(day: int) -> int:
    """Days from a check-in on `day` (0 is the day of discharge) to the next."""
    return next((step for last, step in PHASES if day <= last), QUARTERLY)


def daily_until(raised_on: date) -> date:
    """Last day of the daily check-ins that a red or orange one on `raised_on` starts."""
    return raised_on + timedelta(days=RESET_DAYS)


def due_dates(
    discharged_on: date, until: date, daily_until: date | None = None, *, every_days: int | None = None
) -> list[date]:
    """Every check-in date from discharge to `until`, both inclusive.

    The 14 days that end on `daily_until` are daily, whatever the phase; the phase's gap counts on from the last.
    `every_days` replaces the phases with one fixed gap.
    """
    start, end = discharged_on.toordinal(), until.toordinal()
    last_daily = daily_until.toordinal() if daily_until else start
    days, day = [], start
    while day <= end:
        days.append(date.fromordinal(day))
        day = _next(day, start, last_daily, every_days)
    return days


def _next(day: int, start: int, last_daily: int, every_days: int | None) -> int:
    planned = day + (every_days or gap(day - start))
    first_daily = max(last_daily - RESET_DAYS + 1, day + 1)
    return min(planned, first_daily) if first_daily <= last_daily else planned
