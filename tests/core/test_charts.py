"""Charts are pure: data in, SVG out, every text escaped."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from recovery.core import charts

HOSTILE = '"><script>alert(1)</script>'
START = datetime(2026, 11, 4, 8, tzinfo=UTC)
BANDS = [charts.Band(0, 5, "None"), charts.Band(5, 13, "Mild"), charts.Band(13, 48, HOSTILE)]


def cows(*scores: float | None, **more: object) -> charts.Svg:
    readings = [(START + timedelta(hours=4 * number), score) for number, score in enumerate(scores)]
    return charts.trend(readings, low=0, high=48, bands=BANDS, label="COWS fell", **more)  # type: ignore[arg-type]  # of the tests


def parts(svg: str, css: str) -> list[ElementTree.Element]:
    return [part for part in ElementTree.fromstring(svg).iter() if css in part.get("class", "").split()]


def words(svg: str) -> list[str]:
    return ["".join(part.itertext()) for part in ElementTree.fromstring(svg).iter("text")]


def test_label_is_said_in_words():
    svg = ElementTree.fromstring(charts.sparkline([3, 9], low=0, high=10, label="Craving rose from 3 to 9"))
    assert (svg.get("role"), svg.findtext("title")) == ("img", "Craving rose from 3 to 9")


@pytest.mark.parametrize(
    "svg",
    [
        charts.sparkline([1, 2], low=0, high=10, label=HOSTILE),
        charts.dose_strip(["taken"], label=HOSTILE),
        charts.bar(1, 2, label=HOSTILE),
        cows(24, None, 8, doses=[(START, HOSTILE)], missed=HOSTILE, day_name=lambda day: HOSTILE),
        charts.trend([], low=0, high=48, bands=[], label=HOSTILE, empty=HOSTILE),
    ],
)
def test_hostile_text_stays_text(svg):
    tags = {part.tag for part in ElementTree.fromstring(svg).iter()}
    assert "script" not in tags
    assert "<script" not in svg


def test_no_style_script_or_id_is_written():
    svg = cows(24, 19, None, 8, doses=[(START, "4/1 mg")])
    attributes = {name for part in ElementTree.fromstring(svg).iter() for name in part.attrib}
    assert attributes & {"style", "id", "onclick", "onload"} == set()


def test_no_reading_says_so():
    assert words(charts.trend([], low=0, high=48, bands=BANDS, label="x")) == ["No readings yet"]


def test_one_reading_is_one_labelled_point():
    svg = cows(24)
    assert (len(parts(svg, "pt")), len(parts(svg, "line")), words(svg).count("24")) == (1, 0, 1)


def test_equal_times_are_drawn():
    svg = charts.trend([(START, 24), (START, 12)], low=0, high=48, bands=BANDS, label="x")
    assert [part.get("cx") for part in parts(svg, "pt")] == ["381", "381"]


def test_missed_reading_breaks_the_line():
    svg = cows(24, 19, None, 8, 6)
    assert (len(parts(svg, "line")), len(parts(svg, "gap")), len(parts(svg, "miss"))) == (3, 1, 1)
    assert "not done" in words(svg)


def test_only_missed_readings_are_drawn():
    assert len(parts(cows(None, None), "miss")) == 2


def test_missed_reading_at_an_end_leaves_no_gap():
    assert len(parts(cows(None, 8, 6, None), "gap")) == 0


def test_score_out_of_range_stays_in_the_picture():
    svg = cows(60, -5)
    assert [part.get("cy") for part in parts(svg, "pt")] == ["16", "274"]


def test_time_is_to_scale():
    readings = [(START, 10), (START + timedelta(hours=1), 10), (START + timedelta(hours=4), 10)]
    first, second, third = (
        float(p.get("cx", "")) for p in parts(charts.trend(readings, low=0, high=48, bands=[], label="x"), "pt")
    )
    assert (second - first) / (third - first) == pytest.approx(0.25, abs=0.001)


def test_doses_that_would_touch_stand_in_two_rows():
    doses = [(START, "4/1 mg"), (START + timedelta(minutes=10), "4/1 mg"), (START + timedelta(hours=70), "8/2 mg")]
    readings = [(START, 24), (START + timedelta(hours=72), 4)]
    svg = charts.trend(readings, low=0, high=48, bands=BANDS, label="x", doses=doses)
    assert [part.get("y") for part in parts(svg, "dose")] == ["28", "4", "28"]


def test_many_days_are_thinned():
    readings = [(START + timedelta(days=n), 10) for n in range(90)]
    svg = charts.trend(readings, low=0, high=27, bands=[], label="x")
    assert len(parts(svg, "day")) <= 8


def test_sparkline_breaks_at_a_gap_and_ends_at_the_last_value():
    svg = charts.sparkline([3, 4, None, 6, 9, None], low=0, high=10, label="x")
    assert (len(parts(svg, "line")), parts(svg, "pt")[-1].get("cx")) == (2, "61.6")


def test_sparkline_of_nothing_is_a_base_line():
    svg = charts.sparkline([None, None], low=0, high=10, label="x")
    assert (len(parts(svg, "base")), len(parts(svg, "pt"))) == (1, 0)


def test_bar_is_never_longer_than_whole():
    assert [parts(charts.bar(part, whole, label="x"), "fill")[0].get("width") for part, whole in [(13, 30), (40, 30), (1, 0)]] == [
        "43.3", "100", "0",
    ]  # fmt: skip


def test_unknown_dose_day_is_refused():
    with pytest.raises(ValueError, match="A dose day is"):
        charts.dose_strip(["late"], label="x")
