"""Visits as an iCalendar file for the person's own calendar.  Source: RFC 5545.

The file says "Appointment" and when, never with whom, where or what for: calendars are shared and shown on lock screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

LINE = 75  # octets in a line without its break; RFC 5545 3.1
PRODUCT = "-//Calendar//EN"  # neutral, as everything a calendar shows


@dataclass(frozen=True, slots=True)
class Event:
    """One visit; `sequence` rises with every change, a cancelled one is told, not left out."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False


def calendar(events: Iterable[Event], *, summary: str, stamp: datetime) -> str:
    """The text of an .ics file with CRLF line ends; `stamp` is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"SEQUENCE:{event.sequence}",
            f"DTSTAMP:{utc(stamp)}",
            f"DTSTART:{utc(event.starts_at)}",
            f"DTEND:{utc(event.ends_at)}",
            f"SUMMARY:{escape(summary)}",
            f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines)


def utc(at: datetime) -> str:
    """An instant as RFC 5545 form 2: "20261124T150000Z"."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
    """Text as a TEXT value: backslash, semicolon, comma and line ends are escaped; RFC 5545 3.3.11."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, safe)
    return text


def fold(line: str) -> str:
    """The line broken so that no part is longer than 75 octets, never inside a character; RFC 5545 3.1."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            parts.append(part)
            part, size = "", 1  # the space that begins a continued line
        part, size = part + character, size + octets
    return "\r\n ".join([*parts, part])
