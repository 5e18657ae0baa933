"""The one clock of the tests.

A test that runs in this process lives at NOW: the clock stands there until the test moves it (the fixture `clock`, in
tests/conftest.py), for the pages, for sessions, for keys and for what the test itself reads.  `time.monotonic` and
`time.perf_counter` go on: deadlines, polls and durations are those of the machine.

A test that starts processes, or asks the database what time it is, cannot have that clock.  It is marked `real_clock`
(tests/journeys and tests/faults are, as a whole), lives on the machine's own day, whichever that is, and knows no NOW.
tests/house/test_clock.py refuses the mixture; `make test-dates` runs the suite on other days.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine

NOW = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)  # Friday 14:05 in New York
REAL = "real_clock"  # the marker


class Clock:
    """A clock that stands still until it is moved.  The process's time zone is left as it is."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def move_to(self, at: datetime) -> None:
        self._traveller.move_to(at.timestamp())

    def shift(self, by: timedelta | float) -> None:
        self._traveller.shift(by)


@contextmanager
def standing(at: datetime) -> Iterator[Clock]:
    """The clock stands at `at` inside the block; for what is made once for many tests, and for the fixture itself."""
    with time_machine.travel(at.timestamp(), tick=False) as traveller:
        yield Clock(traveller)


def stands() -> bool:
    """Whether this process's clock is stopped."""
    return bool(time_machine.escape_hatch.is_travelling())
