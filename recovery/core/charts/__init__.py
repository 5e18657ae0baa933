"""Charts on the server: data in, SVG out.  Pure functions; no style, script or id in the result, every text in it escaped."""

from recovery.core.charts.marks import bar, dose_strip, sparkline
from recovery.core.charts.svg import Svg
from recovery.core.charts.trend import Band, trend

__all__ = ["Band", "Svg", "bar", "dose_strip", "sparkline", "trend"]
