"""When a person may be written to: their own local hours.  Pure.

Wall times are resolved as the standard library does with fold=0: one that a clock skips moves forward by the gap
(02:30 becomes 03:30 in New York on 8 March 2026), one that comes twice is the first.  Source: reliability 1.4.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS_AHEAD = 4  # a window may fall into a gap, and Apia skipped a whole day in 2011


def zone_or(name: str, fallback: str) -> str:
    """`name` where it is a time zone, else `fallback`, the center's own."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return fallback


def is_allowed(instant: datetime, *, zone: str, begin: time, end: time) -> bool:
    """Whether the local time of `instant` lies in [begin, end)."""
    return begin <= instant.astimezone(ZoneInfo(zone)).time() < end


def next_allowed(instant: datetime, *, zone: str, begin: time, end: time) -> datetime:
    """`instant` itself when it is allowed, else the next opening of the person's local hours, in UTC."""
    if is_allowed(instant, zone=zone, begin=begin, end=end):
        return instant
    today = instant.astimezone(ZoneInfo(zone)).date()
    for days in range(DAYS_AHEAD):
        opening = datetime.combine(today + timedelta(days=days), begin, ZoneInfo(zone)).astimezone(UTC)
        if opening >= instant and is_allowed(opening, zone=zone, begin=begin, end=end):
            return opening
    raise ValueError(f"No allowed hour within {DAYS_AHEAD} days: {begin} to {end} in {zone}.")
