"""Charts on the server: data in, SVG out.  Pure functions; no style, script or id in the result, every text in it escaped."""

from .marks import bar, dose_strip, sparkline
from .svg import Svg
from .trend import Band, trend

__all__ = ["Band", "Svg", "bar", "dose_strip", "sparkline", "trend"]
