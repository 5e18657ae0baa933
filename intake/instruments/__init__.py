"""Instruments: questionnaires and scales as data, each with a small pure scorer.

Pure throughout: neither Django nor the database.  Source: clinical spec 0.1 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from intake.instruments import urgent
from intake.instruments.cows import COWS
from intake.instruments.craving import CRAVING
from intake.instruments.cssrs import CSSRS
from intake.instruments.definition import Band, Instrument, Item, Option
from intake.instruments.dsm5_oud import DSM5_OUD
from intake.instruments.phq import PHQ2, PHQ9
from intake.instruments.result import Result, Status
from intake.instruments.urgent import RULES
from recovery.core.findings import Finding

INSTRUMENTS: Mapping[str, Instrument] = {
    instrument.code: instrument for instrument in (COWS, DSM5_OUD, PHQ9, PHQ2, CSSRS, CRAVING)
}


def get(code: str) -> Instrument:
    """The instrument of that code; KeyError when it is not installed."""
    return INSTRUMENTS[code]


def score(code: str, answers: object, context: object = None) -> Result:
    """The result of `answers` (item id to value); never raises for any answers, KeyError for an unknown code."""
    return get(code).score(answers, context)


def applies(instrument: Instrument, answers: object) -> tuple[str, ...]:
    """Ids of the questions that come up, given the answers so far."""
    return instrument.applies(answers)


def answered(instrument: Instrument, answers: object) -> tuple[int, int]:
    """(7, 11) for "7 of 11 answered"; optional questions and those skipped do not count."""
    return instrument.answered(answers)


def red_flags(code: str, result: Result) -> list[Finding]:
    """What must be done now because of this result, the gravest first."""
    return urgent.findings(code, result)


__all__ = [
    "INSTRUMENTS",
    "RULES",
    "Band",
    "Instrument",
    "Item",
    "Option",
    "Result",
    "Status",
    "answered",
    "applies",
    "get",
    "red_flags",
    "score",
]
