"""Instruments: questionnaires and scales as data, each with a small pure scorer.

Pure throughout: neither Django nor the database.  Source: clinical spec 0.1 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery.clinical.instruments import urgent
from recovery.clinical.instruments.auditc import AUDITC
from recovery.clinical.instruments.bam import BAM, BAMIOP, BAMR
from recovery.clinical.instruments.bipolar import MDQ, RMS
from recovery.clinical.instruments.cows import COWS
from recovery.clinical.instruments.craving import CRAVING
from recovery.clinical.instruments.cssrs import CSSRS
from recovery.clinical.instruments.dast10 import DAST10
from recovery.clinical.instruments.definition import Band, Instrument, Item, Option, Subscale
from recovery.clinical.instruments.dsm5_oud import DSM5_OUD
from recovery.clinical.instruments.gad7 import GAD7
from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.oud_remission import OUD_REMISSION
from recovery.clinical.instruments.pcptsd5 import PCPTSD5
from recovery.clinical.instruments.phq import PHQ2, PHQ9
from recovery.clinical.instruments.result import Result, Status
from recovery.clinical.instruments.sows import SOWS
from recovery.clinical.instruments.taps1 import TAPS1
from recovery.clinical.instruments.taps2 import TAPS2
from recovery.clinical.instruments.urgent import RULES
from recovery.core.findings import Finding

# Every version ever answered, the newest of an instrument last.  A changed item, option, band or key is a new version:
# what was answered under the old one keeps being read by it.
EDITIONS: tuple[Instrument, ...] = (
    COWS, SOWS, DSM5_OUD, OUD_REMISSION, DAST10, TAPS1, TAPS2, AUDITC, PHQ9, PHQ2, GAD7, PCPTSD5, MDQ, RMS, CSSRS,
    BAM, BAMIOP, BAMR, CRAVING,
)  # fmt: skip

VERSIONS: Mapping[tuple[str, str], Instrument] = {(each.code, each.version): each for each in EDITIONS}
INSTRUMENTS: Mapping[str, Instrument] = {each.code: each for each in EDITIONS}  # the newest of each


def get(code: str, version: str | None = None) -> Instrument:
    """The instrument of that code, the newest unless a version is named; KeyError when it is not installed."""
    return INSTRUMENTS[code] if version is None else VERSIONS[code, version]


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
    "EDITIONS",
    "INSTRUMENTS",
    "RULES",
    "VERSIONS",
    "Band",
    "Follows",
    "Instrument",
    "Item",
    "Option",
    "Repeat",
    "Result",
    "Status",
    "Subscale",
    "answered",
    "applies",
    "get",
    "red_flags",
    "score",
]
