"""The findings that bear on each dimension, from the summary of screening and from what else is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from intake.assessment.queries import background
from intake.assessment.queries.background import Evidence
from intake.assessment.rules.dimensions import DIMENSIONS, Bearing, Dimension
from intake.screening.queries.results import InstrumentSummary, ScreeningSummary
from recovery.clinical import instruments
from recovery.core.times import moment
from recovery.patients.models import EpisodeOfCare


@dataclass(frozen=True, slots=True)
class Beside:
    """One dimension with what bears on it."""

    dimension: Dimension
    evidence: tuple[Evidence, ...]


def gather(episode: EpisodeOfCare, summary: ScreeningSummary) -> tuple[Beside, ...]:
    """Every dimension in order, each with its findings; those that raise alarm come first."""
    known = [*background.of(episode, summary.conditions)]
    return tuple(Beside(each, _ordered(each, summary, known)) for each in DIMENSIONS)


def as_json(beside: tuple[Beside, ...]) -> list[dict[str, Any]]:
    """A copy to keep with the assessment that was made from it."""
    return [
        {"dimension": each.dimension, "text": each.text, "at": moment(each.at) if each.at else "", "tone": each.tone}
        for part in beside
        for each in part.evidence
    ]


def _ordered(dimension: Dimension, summary: ScreeningSummary, known: list[Evidence]) -> tuple[Evidence, ...]:
    told = [each for bearing in dimension.results for each in _told(dimension, bearing, summary)]
    told += [each for each in known if each.dimension == dimension.name]
    return tuple(sorted(told, key=lambda each: each.tone != "bad"))


def _told(dimension: Dimension, bearing: Bearing, summary: ScreeningSummary) -> Iterator[Evidence]:
    """The result in words, then each of its flags that bears on this dimension."""
    result = summary.get(bearing.code)
    if result is None:
        return
    url = reverse("intake:result", args=[result.response_id])
    yield Evidence(dimension.name, said(result, bearing.part), result.answered_at, url)
    for flag in bearing.flags:
        if flag in result.flags:
            meaning = instruments.get(result.code).meaning(flag)
            yield Evidence(dimension.name, meaning, result.answered_at, url, "bad")


def said(result: InstrumentSummary, part: str = "") -> str:
    """ "COWS 18, moderate"; a subscale as "BAM: use 3"."""
    if part:
        value = (result.extra.get("subscores") or {}).get(part)
        return f"{result.code}: {part} {'not known, answers are missing' if value is None else value}"
    score = "" if result.score is None else str(result.score)
    named = f"{result.title} {score}".strip()
    return f"{named}, {result.band_label.lower()}" if result.band_label else named
