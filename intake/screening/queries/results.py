"""A result as it is read and printed: what is urgent first, then the score, what to do, and every answer in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from intake.screening.models import InstrumentResponse
from intake.screening.queries.progress import outcome
from intake.screening.rules import answers as texts
from recovery.clinical import instruments
from recovery.clinical.conditions.queries import ConditionSummary
from recovery.clinical.instruments import Instrument, Item, Status
from recovery.clinical.instruments.result import PRORATED
from recovery.core.findings import Finding
from recovery.core.times import moment

# Said by the score and what stands beside it.
_SAID = {"COWS_GE_8", "COWS_GE_11", PRORATED}

ASK_C_SSRS = "PHQ9:SUICIDE_ITEM_POSITIVE"  # "do the C-SSRS before the visit ends": over once it is done


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question with its answer in words; `points` is empty where an answer has none."""

    question: str
    answer: str
    points: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a record that was corrected."""

    id: UUID
    outcome: str
    line: str
    reason: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """All of one answered instrument."""

    response: InstrumentResponse
    instrument: Instrument
    outcome: str
    label: str
    score_of: str
    trust: str
    subscores: str
    action: str
    action_source: str
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    missing: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    line: str
    history: tuple[Version, ...] = ()

    @property
    def code(self) -> str:
        return self.instrument.code

    @property
    def scales(self) -> list[tuple[str, str]]:
        """("Use", "3 of 12") for each score of a part."""
        scores = self.response.scored.extra.get("subscores") or {}
        known = [scale for scale in self.instrument.subscales if scores.get(scale.code) is not None]
        return [(scale.title, f"{scores[scale.code]} of {scale.high}") for scale in known]

    @property
    def has_points(self) -> bool:
        """Whether the answers of this instrument count for points."""
        return any(row.points for row in self.answers)


@dataclass(frozen=True, slots=True)
class InstrumentSummary:
    """One instrument's newest result, as other rooms read it."""

    response_id: UUID
    code: str
    title: str
    status: str
    score: int | None
    band: str
    band_label: str
    action: str
    flags: tuple[str, ...]
    missing: tuple[str, ...]
    extra: dict[str, Any]
    answered_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ScreeningSummary:
    """The newest result of every instrument answered in an episode, what they ask for, the gravest first, and the diagnoses."""

    results: dict[str, InstrumentSummary]
    findings: tuple[Finding, ...]
    conditions: tuple[ConditionSummary, ...] = ()

    def get(self, code: str) -> InstrumentSummary | None:
        return self.results.get(code)

    def has(self, code: str, flag: str) -> bool:
        """Whether the newest `code` raised `flag`; False when it was never answered."""
        return code in self.results and flag in self.results[code].flags


def sheet(response: InstrumentResponse, chain: Sequence[InstrumentResponse] = ()) -> ResultSheet:
    """The page of one response; `chain` is every version of it, the newest first."""
    instrument, result = response.definition, response.scored
    band = instrument.band(result.band)
    said = {finding.facts["flag"] for finding in _findings(response)}
    return ResultSheet(
        response=response,
        instrument=instrument,
        outcome=outcome(response),
        label=band.label if band else texts.subscores(instrument, result),
        score_of="" if response.score is None else f"of {instrument.highest}",
        trust=_trust(response),
        subscores=texts.subscores(instrument, result) if band else "",
        action=band.action if band else "",
        action_source=band.source if band else "",
        findings=_findings(response),
        remarks=tuple(instrument.meaning(flag) for flag in result.flags if flag not in said | _SAID),
        missing=tuple(instrument.item(key).text for key in result.missing),
        answers=answer_rows(response),
        line=line(response),
        history=tuple(_version(each, response) for each in chain) if len(chain) > 1 else (),
    )


def _trust(response: InstrumentResponse) -> str:
    """How far the score may be trusted where answers are missing; empty where none are."""
    missing, asked = len(response.scored.missing), response.definition.answered(response.answers)[1]
    words = {
        Status.PRORATED: f"Estimated from {asked - missing} of {asked} answers.",
        Status.DETERMINATE: f"{missing} of {asked} not known: whatever they are, the band stays.",
    }
    return words.get(Status(response.status), "")


def answer_rows(response: InstrumentResponse) -> tuple[AnswerRow, ...]:
    """Every question that came up, with what was answered or that it was not."""
    instrument, given = response.definition, response.answers
    asked = {*instrument.applies(given), *(key for key, value in given.items() if value is not None)}
    rows = []
    for item in instrument.items:
        if item.id not in asked or (not item.required and item.id not in given):
            continue
        if item.id not in given:
            stood_in = any(other.stands_for == item.id and other.id in given for other in instrument.items)
            words = "From the heart rate" if stood_in else "Not answered"
            rows.append(AnswerRow(_question(item), words, missing=not stood_in))
            continue
        value = given[item.id]
        shows = instrument.counts(item) and (
            item.options or instrument.subscales
        )  # of one number it only says it again
        points = item.points(value) if shows else None
        words = texts.words(instrument, item, value)
        rows.append(AnswerRow(_question(item), words, "" if points is None else str(points), missing=value is None))
    return tuple(rows)


def _question(item: Item) -> str:
    """The question with the heading it stands under, where it has one."""
    return f"{item.section} {item.text}" if item.section.endswith(":") else f"{item.section}: {item.text}".lstrip(": ")


def line(response: InstrumentResponse) -> str:
    """Who wrote it down, when and how."""
    how = f"{response.get_mode_display()}, {response.get_language_display()}"
    who = f"{response.recorder}, {moment(response.recorded_at)}"
    late = f" Answered {moment(response.answered_at)}." if response.answered_at != response.recorded_at else ""
    return f"{who}. {how}. Version {response.instrument_version}.{late}"


def summarise(
    responses: dict[str, InstrumentResponse], conditions: tuple[ConditionSummary, ...] = ()
) -> ScreeningSummary:
    """What other rooms are told of the newest responses."""
    return ScreeningSummary(
        results={code: _summary(response) for code, response in responses.items()},
        findings=still_asked(responses),
        conditions=conditions,
    )


def still_asked(responses: Mapping[str, InstrumentResponse]) -> tuple[Finding, ...]:
    """What these answers ask for and nobody has done yet, the gravest first."""
    found = [finding for response in responses.values() for finding in _findings(response)]
    if _c_ssrs_was_done(responses):
        found = [finding for finding in found if finding.rule_id != ASK_C_SSRS]
    return gravest_first(found)


def _c_ssrs_was_done(responses: Mapping[str, InstrumentResponse]) -> bool:
    """Whether what PHQ-9 item 9 asks for has happened: a C-SSRS of the same packet, or a later one."""
    mood, risk = responses.get("PHQ9"), responses.get("CSSRS")
    if mood is None or risk is None:
        return False
    return risk.answered_at >= mood.answered_at or (risk.packet_id is not None and risk.packet_id == mood.packet_id)


def gravest_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The worst finding first; those of one severity in the order they came."""
    return tuple(sorted(findings, key=lambda finding: -finding.severity.rank))


def _summary(response: InstrumentResponse) -> InstrumentSummary:
    instrument, result = response.definition, response.scored
    band = instrument.band(result.band)
    return InstrumentSummary(
        response_id=response.pk,
        code=instrument.code,
        title=instrument.title,
        status=result.status.value,
        score=response.score,
        band=response.band,
        band_label=band.label if band else "",
        action=band.action if band else "",
        flags=result.flags,
        missing=result.missing,
        extra=dict(result.extra),
        answered_at=response.answered_at,
        recorded_at=response.recorded_at,
    )


def _findings(response: InstrumentResponse) -> tuple[Finding, ...]:
    return tuple(instruments.red_flags(response.instrument, response.scored))


def _version(each: InstrumentResponse, shown: InstrumentResponse) -> Version:
    return Version(each.pk, outcome(each), line(each), each.correction_reason, is_shown=each.pk == shown.pk)
