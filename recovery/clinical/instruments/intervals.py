"""When an instrument is asked again, as data that a due date can be computed from.  Source: clinical spec 1.0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeat:
    """When an instrument is asked again: due `days` after it was answered, late after `late_after` days.

    `bands`: only after a result of one of these; empty means after any.  The first that fits counts.
    """

    days: int
    words: str
    source: str
    late_after: int = 0
    bands: tuple[str, ...] = ()

    @property
    def grace(self) -> int:
        """The days after which it is late."""
        return max(self.days, self.late_after)


@dataclass(frozen=True, slots=True)
class Follows:
    """Another instrument's result that asks for this one at once, until it is answered."""

    code: str
    flags: tuple[str, ...]
    words: str
    source: str
