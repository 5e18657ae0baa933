"""Charts in pages: each is drawn by `recovery.core.charts`, with words and a table beside it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from recovery.core import charts
from recovery.core.ui.marks import Text
from recovery.core.ui.registry import register


@register.simple_tag
def sparkline(values: Sequence[float | None], *, low: float = 0, high: float = 10, label: Text) -> charts.Svg:
    """A small trend; None is a gap.  Show the last value beside it."""
    return charts.sparkline(values, low=low, high=high, label=str(label))


@register.simple_tag
def dose_strip(days: Sequence[str], *, label: Text) -> charts.Svg:
    """Days "taken", "missed" or "none" (none expected), oldest first."""
    return charts.dose_strip(days, label=str(label))


@register.simple_tag
def bar(part: float, whole: float, *, label: Text = "") -> charts.Svg:
    """A thin progress bar."""
    return charts.bar(part, whole, label=str(label or _("%(part)s of %(whole)s") % {"part": part, "whole": whole}))


@register.inclusion_tag("components/figure.html")
def figure(
    chart: charts.Svg,
    *,
    finding: Text,
    detail: Text = "",
    columns: Sequence[Text] = (),
    rows: Sequence[Sequence[Any]] = (),
) -> dict[str, Any]:
    """A chart with its finding in words above and the same data as a table below; the first column heads the rows."""
    if not isinstance(chart, charts.Svg):
        raise TypeError("figure takes what recovery.core.charts drew, not other text")
    return {"chart": chart, "finding": finding, "detail": detail, "columns": columns, "rows": rows}
