"""What is asked again, and when: from the interval of each instrument and when it was last answered.  Pure.

Two things make an instrument due: its own interval since the last answer (`Instrument.repeats`), and a result of
another one that asks for it (`Instrument.follows`).  What was never answered and is asked for by nothing is not due:
packets decide what is asked first.  Source: clinical spec 1.0 and the sources of the intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recovery.clinical.instruments import Instrument


@dataclass(frozen=True, slots=True)
class Answered:
    """The newest answer to one instrument; `at` is when the person answered, `packet` what it was asked in."""

    code: str
    at: datetime
    band: str
    flags: tuple[str, ...]
    packet: UUID | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One instrument to ask again: from `on`, late from `late_from`; `words` say why, with the source."""

    code: str
    title: str
    on: datetime
    late_from: datetime
    words: str
    source: str

    def is_due(self, at: datetime) -> bool:
        """Whether it may be asked now."""
        return self.on <= at

    def is_late(self, at: datetime) -> bool:
        """Whether it should have been asked before."""
        return self.late_from <= at


def due(newest: Iterable[Answered], offered: Mapping[str, Instrument]) -> list[Due]:
    """Every instrument with a time to ask it again, the soonest first; each is named once, by what asks soonest."""
    held = {each.code: each for each in newest}
    found = [each for code, instrument in offered.items() for each in _of(instrument, held, held.get(code))]
    soonest: dict[str, Due] = {}
    for each in sorted(found, key=lambda each: (each.on, each.code)):
        soonest.setdefault(each.code, each)
    return list(soonest.values())


def _of(instrument: Instrument, held: Mapping[str, Answered], last: Answered | None) -> list[Due]:
    found = [
        Due(instrument.code, instrument.title, asking.at, asking.at + timedelta(days=1), after.words, after.source)
        for after in instrument.follows
        if (asking := held.get(after.code)) is not None
        and set(after.flags) & set(asking.flags)
        and not _is_done(last, asking)
    ]
    repeat = instrument.repeat_after(last.band) if last else None
    if last and repeat:
        on, late = last.at + timedelta(days=repeat.days), last.at + timedelta(days=repeat.grace + 1)
        found.append(Due(instrument.code, instrument.title, on, late, repeat.words, repeat.source))
    return found


def _is_done(last: Answered | None, asking: Answered) -> bool:
    """Whether what `asking` asks for was answered: in the same packet, whatever the order, or later."""
    if last is None:
        return False
    return last.at >= asking.at or (last.packet is not None and last.packet == asking.packet)
