"""Dates as people remember them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, with its month and day where they are known; ValueError when there is no such day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year < FIRST_YEAR:
            raise ValueError("a year has four digits")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day it may have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may have been."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """ "2024", "2024-05" or "2024-05-17"."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def __str__(self) -> str:
        """ "2024", "May 2024" or "17 May 2024"."""
        words = [str(self.day) if self.day else "", MONTHS[self.month - 1] if self.month else "", str(self.year)]
        return " ".join(word for word in words if word)


def from_iso(text: str) -> PartialDate:
    """The date kept as `text`; ValueError for anything else."""
    return PartialDate(*(int(part) for part in text.split("-")))


def typed(text: str) -> PartialDate:
    """A date as staff type it: "2024", "May 2024", "17 May 2024", "May 17, 2024", "5/2024", "5/17/2024" or ISO.

    Numbers alone are read month first, as the date boxes ask them.  ValueError when it cannot be read.
    """
    parts = [part for part in re.split(r"[\s,./-]+", text.strip()) if part]
    words = [part for part in parts if not part.isdigit()]
    numbers = [int(part) for part in parts if part.isdigit()]
    if len(words) > 1 or not 1 <= len(parts) <= 3:
        raise ValueError(f"{text!r} is no date")
    year_first = bool(parts[0].isdigit() and len(parts[0]) == 4)
    year = numbers.pop(0 if year_first else -1) if numbers else 0
    if words:
        return PartialDate(year, _month(words[0]), *numbers)
    return PartialDate(year, *numbers)


def _month(word: str) -> int:
    return [month.lower() for month in MONTHS].index(word.lower()[:3]) + 1
