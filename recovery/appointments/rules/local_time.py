"""From the time on the wall to the instant, also on the two nights a year when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(seconds=1)  # clocks change on whole seconds (tz database)


def instant(day: date, clock: time, zone: str) -> datetime:
    """The UTC instant when it is `clock` on `day` in the IANA `zone`.

    A time the clocks skip becomes the first instant after the gap; a time that comes twice is the first of the two.
    """
    place = ZoneInfo(zone)
    wanted = datetime.combine(day, clock).replace(fold=0)
    found = wanted.replace(tzinfo=place).astimezone(UTC)
    if found.astimezone(place).replace(tzinfo=None) == wanted:
        return found
    return _end_of_gap(wanted, place)


def _end_of_gap(wanted: datetime, place: ZoneInfo) -> datetime:
    """The instant at which the offset changes, between the two readings of a time that does not exist."""
    before = wanted.replace(tzinfo=place, fold=1).astimezone(UTC)
    after = wanted.replace(tzinfo=place, fold=0).astimezone(UTC)
    old = before.astimezone(place).utcoffset()
    while after - before > STEP:
        middle = before + (after - before) // 2
        if middle.astimezone(place).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
