"""The roster as arithmetic: where nobody is on duty.  Pure; times are moments in any zone, each duty ends before its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

LOOK_AHEAD = timedelta(hours=48)  # a gap nearer than this is shown to those who can close it; project policy
SHOWN_DAYS = 14  # days of the roster on its page

Span = tuple[datetime, datetime]


def gaps(duties: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of [start, end) that no duty covers, in order; duties may lie in any order and outside of it."""
    found: list[Span] = []
    covered_to = start
    for begins, ends in sorted(duties):
        if begins >= end:
            break
        if begins > covered_to:
            found.append((covered_to, begins))
        covered_to = max(covered_to, ends)
    if covered_to < end:
        found.append((covered_to, end))
    return found
