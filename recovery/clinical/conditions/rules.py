"""DIAGNOSIS: which ICD-10-CM code a result points to.  A clinician assigns it, or does not; nothing is filed by a rule.

A screen is no diagnosis: but for the criteria of opioid use disorder, the code suggested is the least specific of its
family.  A code in remission is never suggested.  Source: clinical spec 1.3, 1.6 to 1.10 and 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from recovery.clinical.conditions.icd10 import CODES, FAMILIES
from recovery.core.findings import Rule, Severity

GROUP = "DIAGNOSIS"
IN_WITHDRAWAL = ("mild", "moderate", "moderately_severe", "severe")  # COWS 5 or more; clinical spec 1.1
CRITERIA_SOURCE = "DSM-5 criteria of opioid use disorder (clinical spec 1.3)"


@dataclass(frozen=True, slots=True)
class Reading:
    """One newest result: `said` is its value in words ("PHQ-9 17, moderately severe")."""

    code: str
    said: str
    band: str = ""
    flags: tuple[str, ...] = ()
    on: date | None = None


Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class SuggestionRule:
    """When a code is suggested: by which results (`reads`), and on whose word."""

    id: str
    code: str
    reads: tuple[str, ...]
    condition: str
    source: str
    when: Callable[[Readings], bool]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that results point to, why, and on whose word."""

    rule_id: str
    code: str
    title: str
    because: str
    source: str

    @property
    def family(self) -> str:
        return CODES[self.code].family

    @property
    def words(self) -> str:
        return FAMILIES[self.family]


def suggest(readings: Readings, assigned: Iterable[str] = ()) -> tuple[Suggestion, ...]:
    """What the newest results point to, without families of which a code in `assigned` stands already."""
    held = {CODES[code].family for code in assigned if code in CODES}
    found: dict[str, Suggestion] = {}
    for rule in RULES:
        family = CODES[rule.code].family
        if family not in held and family not in found and rule.when(readings):
            found[family] = _made(rule, readings)
    return tuple(found.values())


def _made(rule: SuggestionRule, readings: Readings) -> Suggestion:
    because = "; ".join(readings[code].said for code in rule.reads if code in readings)
    return Suggestion(rule.id, rule.code, CODES[rule.code].title, because, rule.source)


def _band(code: str, *bands: str) -> Callable[[Readings], bool]:
    return lambda readings: code in readings and readings[code].band in bands


def _flag(code: str, flag: str) -> Callable[[Readings], bool]:
    return lambda readings: code in readings and flag in readings[code].flags


def _withdrawing(severity: Callable[[Readings], bool]) -> Callable[[Readings], bool]:
    return lambda readings: severity(readings) and _band("COWS", *IN_WITHDRAWAL)(readings)


_MILD, _MORE = _band("DSM5_OUD", "mild"), _band("DSM5_OUD", "moderate", "severe")
_BOTH, _ONE = ("DSM5_OUD", "COWS"), ("DSM5_OUD",)
RULES: tuple[SuggestionRule, ...] = (  # the first of a family that fires is the one suggested
    SuggestionRule(
        "DX-OUD-01", "F11.23", _BOTH, "4 criteria or more, and COWS 5 or more", CRITERIA_SOURCE, _withdrawing(_MORE)
    ),
    SuggestionRule("DX-OUD-02", "F11.20", _ONE, "4 criteria or more", CRITERIA_SOURCE, _MORE),
    SuggestionRule(
        "DX-OUD-03", "F11.13", _BOTH, "2 or 3 criteria, and COWS 5 or more", CRITERIA_SOURCE, _withdrawing(_MILD)
    ),
    SuggestionRule("DX-OUD-04", "F11.10", _ONE, "2 or 3 criteria", CRITERIA_SOURCE, _MILD),
    SuggestionRule(
        "DX-ALC-01",
        "F10.10",
        ("AUDITC",),
        "AUDIT-C 8 or more",
        "AUDIT-C (clinical spec 1.6); assess the criteria first",
        _band("AUDITC", "high_risk"),
    ),
    SuggestionRule(
        "DX-DEP-01",
        "F32.A",
        ("PHQ9",),
        "PHQ-9 10 or more",
        "PHQ-9, Kroenke and others 2001 (clinical spec 1.7); withdrawal looks alike",
        _flag("PHQ9", "POSITIVE"),
    ),
    SuggestionRule(
        "DX-ANX-01", "F41.9", ("GAD7",), "GAD-7 10 or more", "GAD-7 (clinical spec 1.8)", _flag("GAD7", "POSITIVE")
    ),
    SuggestionRule(
        "DX-PTS-01",
        "F43.10",
        ("PCPTSD5",),
        "PC-PTSD-5 3 or more",
        "PC-PTSD-5 (clinical spec 1.9)",
        _flag("PCPTSD5", "POSITIVE"),
    ),
    SuggestionRule(
        "DX-BIP-01",
        "F31.9",
        ("MDQ",),
        "MDQ positive",
        "MDQ (clinical spec 1.10); confirm outside intoxication and withdrawal",
        _flag("MDQ", "BIPOLAR_SCREEN_POSITIVE"),
    ),
    SuggestionRule(
        "DX-BIP-02",
        "F31.9",
        ("RMS",),
        "RMS positive",
        "Rapid Mood Screener (clinical spec 1.10); confirm outside intoxication and withdrawal",
        _flag("RMS", "BIPOLAR_SCREEN_POSITIVE"),
    ),
)

RULEBOOK: tuple[Rule, ...] = tuple(  # the same as the rulebook shows them
    Rule(
        rule.id,
        GROUP,
        Severity.ADVISORY,
        rule.condition,
        f"Look at {rule.code} {CODES[rule.code].title}. A clinician assigns it, or does not.",
        rule.source,
    )
    for rule in RULES
)
