"""When each check-in opens and closes, as instants: local wall time and zone in, UTC out.  Pure.

Source: clinical spec 5 (missed ladder), reliability 1.4 (time zones).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.checkins.rules.cadence import due_dates

HORIZON_DAYS = 14  # days ahead for which check-ins exist; reliability 1.4, materialise
# The last reminder of the missed ladder comes after 24 h (clinical spec 5) and leaves a day to answer it; a link
# may live 72 h at most (reliability 2.5).
LONGEST_OPEN = timedelta(hours=48)
# Clinical spec 5, missed ladder: the first neutral reminder after 4 h, the second after 24 h.
LADDER = {"due": timedelta(0), "plus_4h": timedelta(hours=4), "plus_24h": timedelta(hours=24)}


@dataclass(frozen=True, slots=True)
class Opening:
    """One check-in: its day where the person lives, and from when until when it may be answered (UTC)."""

    local_date: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder: its slot of the ladder, and when it is due (UTC)."""

    slot: str
    due_at: datetime


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall time.

    A time that the clock skips comes as much later as the clock was moved (02:30 becomes 03:30); one that it shows
    twice is the first of the two.  Source: reliability 1.4.
    """
    return datetime.combine(day, wall.replace(fold=0), zone).astimezone(UTC)


def openings(
    *,
    starts_on: date,
    local_time: time,
    zone: ZoneInfo,
    at: datetime,
    every_days: int | None = None,
    daily_until: date | None = None,
) -> list[Opening]:
    """Every check-in that opens after `at` and within the horizon, in order; never one of the past.

    It closes after `LONGEST_OPEN`, and always before the next one opens.
    """
    today = at.astimezone(zone).date()
    last = today + timedelta(days=HORIZON_DAYS)
    dates = due_dates(starts_on, last + LONGEST_OPEN, daily_until, every_days=every_days)
    times = [(day, instant(day, local_time, zone)) for day in dates]
    # A day that a zone left out (Apia, 30 December 2011) has no check-in: its instant falls on another date.
    real = [(day, opens) for day, opens in times if opens.astimezone(zone).date() == day]
    after = [*(opens for _, opens in real), None][1:]
    return [
        Opening(day, opens, min(opens + LONGEST_OPEN, following or opens + LONGEST_OPEN))
        for (day, opens), following in zip(real, after, strict=True)
        if opens > at and day <= last
    ]


def nudges(opening: Opening) -> list[Nudge]:
    """The reminders of one check-in: those of the ladder that are due before it closes.

    None is stale before the check-in closes: the link in the first must open as long as the check-in does.
    """
    due = [Nudge(slot, opening.opens_at + wait) for slot, wait in LADDER.items()]
    return [nudge for nudge in due if nudge.due_at < opening.closes_at]
