"""Times as staff read them, at the center's place: 24-hour clock, `20 Nov 2026`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def local(at: datetime) -> datetime:
    """The same moment on the center's clock."""
    return at.astimezone(ZoneInfo(settings.CENTER_TIME_ZONE))


def clock(at: datetime, *, now: datetime) -> str:
    """ "14:05", with the day before it when that is not today."""
    there = local(at)
    return f"{there:%H:%M}" if there.date() == local(now).date() else f"{there:%-d %b %H:%M}"


def moment(at: datetime) -> str:
    """ "20 Nov 2026, 14:05"."""
    return f"{local(at):%-d %b %Y, %H:%M}"
