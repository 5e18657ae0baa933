"""A score over time with its bands: time to scale, fixed y range, a missed reading shown as a gap, doses marked above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from recovery.core.charts.svg import Number, Svg, element, picture, points, short

LEFT, RIGHT, BOTTOM = 28, 118, 26  # room for the scale, the band names and the days, px
LANE = 24  # height of one row of dose labels, px
MOST_DAYS = 8  # more day labels than this would touch


class Band(NamedTuple):
    """A named range of the score, from `low` up to `high`."""

    low: Number
    high: Number
    name: str


Reading = tuple[datetime, Number | None]
Mark = tuple[datetime, str]


@dataclass(frozen=True)
class Plane:
    """Where a time and a value stand on the picture."""

    start: datetime
    end: datetime
    low: float
    high: float
    width: int
    height: int
    top: float

    def x(self, at: datetime) -> float:
        first, last = LEFT + 14.0, self.width - RIGHT - 22.0
        span = (self.end - self.start).total_seconds()
        return first + (last - first) * ((at - self.start).total_seconds() / span if span else 0.5)

    def y(self, value: Number) -> float:
        inside = min(max(float(value), self.low), self.high)
        return self.floor - (inside - self.low) / ((self.high - self.low) or 1) * (self.floor - self.top)

    @property
    def floor(self) -> float:
        return self.height - BOTTOM

    @property
    def edge(self) -> float:
        return self.width - RIGHT


def plain_day(day: date) -> str:
    """4 Nov"""
    return f"{day.day} {day:%b}"


def trend(
    readings: Sequence[Reading], *, low: Number, high: Number, bands: Sequence[Band], label: str, doses: Sequence[Mark] = (),
    missed: str = "not done", empty: str = "No readings yet", day_name: Callable[[date], str] = plain_day,
    width: int = 860, height: int = 300,
) -> Svg:  # fmt: skip
    """Readings (time, score) oldest first; a score of None was due and not done.  Times all aware, in the zone to be shown.

    `doses` are (time, text) marks.  `label` says the finding in words.  Works with no, one and many readings.
    """
    times = [at for at, _value in readings] + [at for at, _text in doses]
    if not times:
        note = element("text", text=empty, x=width / 2, y=height / 2, text_anchor="middle")
        return picture("trend", width, height, label, note)
    lanes, rows = _lanes(doses, times, width)
    plane = Plane(min(times), max(times), float(low), float(high), width, height, top=rows * LANE + 16)
    drawn = (
        _bands(bands, plane),
        _days(plane, day_name),
        _doses(lanes, plane),
        _line(readings, plane),
        _points(readings, plane, missed),
    )
    return picture("trend", width, height, label, *(part for parts in drawn for part in parts))


def _bands(bands: Sequence[Band], plane: Plane) -> list[Svg]:
    parts = []
    for place, band in enumerate(bands):
        depth = round(place * 4 / max(len(bands) - 1, 1))  # five tints in the style sheet, whatever the number of bands
        top, foot = plane.y(band.high), plane.y(band.low)
        parts += [
            element(
                "rect", css=f"b{depth}", x=LEFT, y=short(top), width=short(plane.edge - LEFT), height=short(foot - top)
            ),
            element("path", css="rule", d=f"M{LEFT} {short(foot)}H{short(plane.edge)}"),
            _text(f"{band.low:g}", LEFT - 8, foot + 4, anchor="end"),
            _text(band.name, plane.edge + 10, (top + foot) / 2 + 4),
        ]
    return [*parts, _text(f"{plane.high:g}", LEFT - 8, plane.y(plane.high) + 4, anchor="end")]


def _days(plane: Plane, name: Callable[[date], str]) -> list[Svg]:
    """A label for the first day and a line for each midnight after it, thinned when there are many."""
    first = plane.start.date()
    step = (plane.end.date() - first).days // MOST_DAYS + 1
    parts = [_text(name(first), plane.x(plane.start), plane.height - 8)]
    day = first + timedelta(days=step)
    while day <= plane.end.date():
        x = plane.x(datetime.combine(day, datetime.min.time(), plane.start.tzinfo))
        parts.append(element("path", css="day", d=f"M{short(x)} {short(plane.top)}V{short(plane.floor)}"))
        if x - plane.x(plane.start) > 48 and x < plane.edge - 12:
            parts.append(_text(name(day), x + 6, plane.height - 8))
        day += timedelta(days=step)
    return parts


def _lanes(
    doses: Sequence[Mark], times: list[datetime], width: int
) -> tuple[list[tuple[datetime, str, float, int]], int]:
    """Each dose with the width of its label and its row: a label that would touch another goes one row up."""
    plane = Plane(min(times), max(times), 0, 1, width, 1, 0)
    ends: list[float] = []
    placed = []
    for at, text in doses:
        wide = 14 + len(text) * 6.4
        left = plane.x(at) - wide / 2
        row = next((number for number, end in enumerate(ends) if end + 6 < left), len(ends))
        ends[row : row + 1] = [left + wide]
        placed.append((at, text, wide, row))
    return placed, len(ends)


def _doses(lanes: list[tuple[datetime, str, float, int]], plane: Plane) -> list[Svg]:
    parts = []
    for at, text, wide, row in lanes:
        x, base = plane.x(at), plane.top - 16 - row * LANE
        parts += [
            element("path", css="dose-l", d=f"M{short(x)} {short(base)}V{short(plane.floor)}"),
            element("rect", css="dose", x=short(x - wide / 2), y=short(base - 20), width=short(wide), height=20, rx=10),
            _text(text, x, base - 6, anchor="middle", css="dose-t"),
        ]
    return parts


def _line(readings: Sequence[Reading], plane: Plane) -> list[Svg]:
    """Solid through readings in a row, dotted across those that were missed."""
    parts, run, before = [], list[tuple[float, float]](), False
    for at, value in readings:
        if value is None:
            before = bool(run)
            continue
        here = (plane.x(at), plane.y(value))
        if before:
            parts += [_run(run), element("polyline", css="line gap", points=points([run[-1], here]))]
            run, before = [], False
        run.append(here)
    return [part for part in [*parts, _run(run)] if part]


def _run(run: list[tuple[float, float]]) -> Svg:
    return element("polyline", css="line", points=points(run)) if len(run) > 1 else Svg("")


def _points(readings: Sequence[Reading], plane: Plane, missed: str) -> list[Svg]:
    scored = [(at, value) for at, value in readings if value is not None]
    parts = []
    for at, value in readings:
        if value is None:
            parts += _missed(plane.x(at), plane, missed)
        else:
            css = "pt last" if (at, value) == scored[-1] else "pt"
            parts.append(element("circle", css=css, cx=short(plane.x(at)), cy=short(plane.y(value)), r=4.5))
    for at, value in scored[-1:] if len(scored) == 1 else [*scored[:1], *scored[-1:]]:
        parts.append(_text(f"{float(value):g}", plane.x(at), plane.y(value) - 11, anchor="middle", css="strong"))
    return parts


def _missed(x: float, plane: Plane, words: str) -> list[Svg]:
    y = plane.floor - (plane.floor - plane.top) / 6
    return [element("circle", css="pt miss", cx=short(x), cy=short(y), r=4), _text(words, x, y + 20, anchor="middle")]


def _text(text: str, x: float, y: float, *, anchor: str | None = None, css: str | None = None) -> Svg:
    return element("text", text=text, x=short(x), y=short(y), text_anchor=anchor, css=css)
