"""Each instrument over time as a chart, with the finding in words and the same data as rows.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.screening.models import InstrumentResponse
from intake.screening.queries.changes import Change, change
from intake.screening.queries.progress import outcome
from recovery.clinical.instruments import INSTRUMENTS, Instrument, Subscale
from recovery.core.charts import Band, Svg
from recovery.core.charts import trend as draw
from recovery.core.times import local

TALL, LOW = 240, 150  # px, of a chart with bands and of one subscale among several
Readings = list[tuple[datetime, int | None]]
Value = Callable[[InstrumentResponse], int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `chart` is None where there is none to draw: no number, or one result.  All results stand in the rows."""

    chart: Svg | None
    finding: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InstrumentTrend:
    """One instrument over time: its newest answer, what changed, and its lines, one or one for each subscale.

    `lines` are empty with one result: there is no trend yet.  `scores`: those of every answer, for a line in a table.
    """

    instrument: Instrument
    newest: InstrumentResponse
    change: Change | None
    scores: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> str:
        return outcome(self.newest)

    @property
    def finding(self) -> str:
        """The trend of its score in a sentence; empty where it has none, or only one."""
        return self.lines[0].finding if len(self.scores) > 1 else ""


def trends(responses: Sequence[InstrumentResponse], *, at: datetime) -> list[InstrumentTrend]:
    """The trend of every instrument answered, in the order of the specification; `responses` oldest first.

    Only answers given in the newest version are drawn: two versions do not share a scale.
    """
    by_code: dict[str, list[InstrumentResponse]] = {}
    for each in responses:
        by_code.setdefault(each.instrument, []).append(each)
    return [_trend(by_code[code], at) for code in INSTRUMENTS if code in by_code]


def _trend(answered: list[InstrumentResponse], at: datetime) -> InstrumentTrend:
    newest, before = answered[-1], answered[-2] if len(answered) > 1 else None
    found = [each for each in answered if each.instrument_version == newest.instrument_version]
    return InstrumentTrend(
        instrument=newest.definition,
        newest=newest,
        change=change(newest, before),
        scores=tuple(each.score for each in found if each.score is not None),
        lines=_lines(newest.definition, found, at) if len(found) > 1 else (),
    )


def _lines(instrument: Instrument, found: list[InstrumentResponse], at: datetime) -> tuple[Line, ...]:
    if instrument.subscales:
        lines = [_part(instrument, scale, found, at) for scale in instrument.subscales]
        return tuple(line for line in lines if line)
    if instrument.highest is not None:
        return (_scores(instrument, found, at),)
    return (Line(None, f"Now: {outcome(found[-1])}", ("Date", "Result"), _rows(found)),)


def _scores(instrument: Instrument, found: list[InstrumentResponse], at: datetime) -> Line:
    finding = words(instrument.title, [each.score for each in found])
    readings = _readings(instrument, found, lambda each: each.score, at)
    chart = _drawn(readings, high=instrument.highest or 0, bands=_bands(instrument), label=finding)
    rows: list[tuple[str, ...]] = [(_day(each.answered_at), each.score_words, _label(each)) for each in found]
    return Line(chart, finding, ("Date", "Score", "Band"), rows)


def _part(instrument: Instrument, scale: Subscale, found: list[InstrumentResponse], at: datetime) -> Line | None:
    def value(each: InstrumentResponse) -> int | None:
        scored: int | None = (each.scored.extra.get("subscores") or {}).get(scale.code)
        return scored

    held = [each for each in found if value(each) is not None]
    if not held:
        return None
    finding = words(scale.title, [value(each) for each in held])
    readings = _readings(instrument, held, value, at)
    chart = _drawn(readings, high=scale.high, bands=[Band(0, scale.high, scale.title)], label=finding, height=LOW)
    rows: list[tuple[str, ...]] = [(_day(each.answered_at), str(value(each))) for each in held]
    return Line(chart, finding, ("Date", f"{scale.title}, of {scale.high}"), rows)


def _drawn(readings: Readings, *, high: int, bands: Sequence[Band], label: str, height: int = TALL) -> Svg | None:
    """The chart, from two results on."""
    results = sum(value is not None for _at, value in readings)
    return draw(readings, low=0, high=high, bands=bands, label=label, height=height) if results > 1 else None


def words(title: str, scores: Sequence[int | None]) -> str:
    """ "PHQ-9 fell from 18 to 9 in 3 results"."""
    known = [score for score in scores if score is not None]
    if len(known) == 1:
        return f"{title}: {known[0]}, one result"
    first, last = known[0], known[-1]
    if first == last:
        return f"{title} stayed at {last} in {len(known)} results"
    return f"{title} {'fell' if last < first else 'rose'} from {first} to {last} in {len(known)} results"


def _readings(instrument: Instrument, found: list[InstrumentResponse], value: Value, at: datetime) -> Readings:
    """The values with their times, and a gap where it was due and nobody asked before it was late."""
    readings: Readings = []
    for each, following in zip(found, [*(other.answered_at for other in found[1:]), at], strict=True):
        readings.append((local(each.answered_at), value(each)))
        repeat = instrument.repeat_after(each.band)
        if repeat and following >= each.answered_at + timedelta(days=repeat.grace + 1):
            readings.append((local(each.answered_at + timedelta(days=repeat.days)), None))
    return readings


def _bands(instrument: Instrument) -> list[Band]:
    """Bands as ranges that touch: each ends where the next begins.  One unnamed range where logic chooses them."""
    known = [band for band in instrument.bands if band.low is not None]
    if not known:
        return [Band(0, instrument.highest or 0, "")]
    ends = [band.low for band in known[1:]] + [instrument.highest]
    return [Band(band.low or 0, end or 0, band.label) for band, end in zip(known, ends, strict=True)]


def _label(response: InstrumentResponse) -> str:
    band = response.definition.band(response.band)
    return band.label if band else ""


def _rows(found: list[InstrumentResponse]) -> list[tuple[str, ...]]:
    return [(_day(each.answered_at), outcome(each)) for each in found]


def _day(at: datetime) -> str:
    return f"{local(at):%-d %b %Y}"
