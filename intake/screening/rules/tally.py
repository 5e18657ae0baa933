"""The running score while an instrument is filled in, and what must not wait until it is finished.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.screening.rules import answers as texts
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument, Result, Status
from recovery.core.findings import Finding


@dataclass(frozen=True, slots=True)
class Tally:
    """`band` is empty until every question that comes up was asked, so that a part score is never read as mild."""

    score: int | None
    answered: int
    total: int
    band: str
    detail: str
    remark: str
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> str:
        """Which findings these are, so that the page changes them only when they change."""
        return " ".join(finding.rule_id for finding in self.findings)


def tally(instrument: Instrument, answers: Mapping[str, Any], context: Mapping[str, Any] | None = None) -> Tally:
    """How far and how much, for answers so far; never raises.  `context`: what the record adds, as when it is kept."""
    result = instrument.score(answers, context)
    total = instrument.answered(answers)[1]
    blank = sum(key not in answers for key in instrument.missing(answers))
    complete = not blank
    return Tally(
        score=_score(instrument, result, answers),
        answered=total - blank,
        total=total,
        band=_band(instrument, result) if complete else "",
        detail=_detail(instrument, result, total) if complete else "",
        remark=_remark(instrument, result, complete),
        findings=tuple(_findings(instrument, result, answers, blank)),
    )


def _score(instrument: Instrument, result: Result, answers: Mapping[str, Any]) -> int | None:
    """The score, or the points so far; nothing where the number is no score (months of remission)."""
    points = instrument.points(result)
    return texts.so_far(instrument, answers) if points is None else points


def _band(instrument: Instrument, result: Result) -> str:
    band = instrument.band(result.band)
    if band is None and result.has_subscores:
        return texts.subscores(instrument, result)
    return band.label if band else "No result yet"


def _detail(instrument: Instrument, result: Result, total: int) -> str:
    band = instrument.band(result.band)
    if band is None or band.low is None:
        return f"{total} of {total} asked"
    return f"{total} of {total}, band {band.low} to {band.high}"


def _remark(instrument: Instrument, result: Result, complete: bool) -> str:
    if result.status is Status.INVALID:
        return texts.disagree([instrument.item(key).text for key in result.errors])
    if possible := result.extra.get("possible"):
        return (
            f"With what is known, {possible[0]} to {possible[1]} are met: ask again where it is not known."
            if complete
            else ""
        )
    return "" if complete else "The band is shown when all are answered, so that a part score is never read as mild."


def _findings(instrument: Instrument, result: Result, answers: Mapping[str, Any], blank: int) -> list[Finding]:
    """Red flags so far.  A question not reached yet is not a flag until it is the only one left."""
    found = instruments.red_flags(instrument.code, result)
    early = blank > 1 and bool(texts.not_asked(instrument, answers))
    return [finding for finding in found if not (early and finding.facts["flag"] == "ITEM9_MISSING")]
