"""Small charts for a line of text or a table row."""

from collections.abc import Sequence

from recovery.core.charts.svg import Number, Svg, element, picture, points, short

TAKEN, MISSED, NONE_EXPECTED = "taken", "missed", "none"


def sparkline(
    values: Sequence[Number | None], *, low: Number, high: Number, label: str, width: int = 80, height: int = 32
) -> Svg:
    """A small trend on a fixed scale, oldest first; None is a gap.  `label`: "Craving rose from 3 to 9 in 7 check-ins"."""
    step = (width - 8) / max(len(values) - 1, 1)
    spread = (high - low) or 1
    runs: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            inside = min(max(value, low), high)
            runs[-1].append((4 + number * step, height - 4 - float((inside - low) / spread) * (height - 8)))
    drawn = [run for run in runs if run]
    lines = [element("polyline", css="line", points=points(run)) for run in drawn if len(run) > 1]
    alone = [_dot(run[0], 1.75) for run in drawn[:-1] if len(run) == 1]
    last = [_dot(drawn[-1][-1], 3.5)] if drawn else []
    base = element("path", css="base", d=f"M0 {height - 0.5}H{width}")
    return picture("spark", width, height, label, base, *lines, *alone, *last)


def dose_strip(days: Sequence[str], *, label: str) -> Svg:
    """One mark a day, oldest first: taken a dot, missed a cross, none expected a dash."""
    return picture("dots", len(days) * 16, 20, label, *(_dose(day, place * 16 + 8) for place, day in enumerate(days)))


def bar(part: Number, whole: Number, *, label: str) -> Svg:
    """A thin progress bar, as SVG so that no width needs a style."""
    width = 100 * min(max(part / whole, 0), 1) if whole else 0
    fill = element("rect", css="fill", width=short(width), height=6, rx=1)
    return picture("bar", 100, 6, label, element("rect", width=100, height=6, rx=1), fill, stretch=True)


def _dot(at: tuple[float, float], radius: float) -> Svg:
    return element("circle", css="pt", cx=short(at[0]), cy=short(at[1]), r=radius)


def _dose(day: str, x: int) -> Svg:
    if day == TAKEN:
        return element("circle", css="t", cx=x, cy=10, r=4.5)
    if day == MISSED:
        return element("path", css="m", d=f"M{x - 4} 6l8 8m0-8-8 8")
    if day == NONE_EXPECTED:
        return element("path", css="n", d=f"M{x - 4} 9h8v2h-8z")
    raise ValueError(f"A dose day is {TAKEN!r}, {MISSED!r} or {NONE_EXPECTED!r}, not {day!r}")
