"""EMERGENCY: what is seen at the bedside that cannot wait.  Source: clinical spec 2.16."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from recovery.clinical.instruments import get
from recovery.clinical.instruments.urgent import EMG_04, EMG_08
from recovery.clinical.redflags.rules.emergencies import (
    EMERGENCIES,
    EMG_01,
    EMG_02,
    EMG_03,
    EMG_05,
    EMG_06,
    EMG_07,
)
from recovery.core.findings import Finding, Rule, invalid_facts

BREATHS_LOW = 10  # breaths per minute; below is an emergency; general clinical knowledge, clinical spec 2.16
SPO2_LOW = 90  # percent; below is an emergency; general clinical knowledge, clinical spec 2.16
PRECIPITATED_RISE = 5  # COWS points; definition of emergency department trials, clinical spec 2.16
PRECIPITATED_HOURS = 4  # hours after buprenorphine, inclusive; same source
COWS_TOP = 48  # clinical spec 1.1
SPO2_TOP = 100  # percent

RULES: tuple[Rule, ...] = EMERGENCIES


def evaluate(facts: object) -> list[Finding]:
    """All findings in the order of `RULES`, then VAL-01 when a fact is impossible.

    An impossible fact never hides an emergency that another fact shows: what can be judged is judged.  Keys as in
    clinical spec 2.18, row EMERGENCY; an absent one was not observed.
    """
    if not isinstance(facts, Mapping):
        return invalid_facts("facts")
    wrong = [str(name) for name in facts if name not in _LEGAL] + [
        name for name, is_legal in _LEGAL.items() if facts.get(name) is not None and not is_legal(facts[name])
    ]
    known = {name: facts[name] for name in _LEGAL if facts.get(name) is not None and name not in wrong}
    found = [rule.finding(facts=known) for rule, has_fired in _fired(known) if has_fired]
    return found + (invalid_facts(*wrong) if wrong else [])


def _fired(facts: Mapping[str, Any]) -> tuple[tuple[Rule, bool], ...]:
    return (
        (EMG_01, _not_breathing_enough(facts)),
        (EMG_02, facts.get("seizure", False)),
        (EMG_03, facts.get("hallucinations_or_delirium", False)),
        (EMG_05, facts.get("chest_pain_or_syncope", False)),
        (EMG_04, facts.get("cssrs_band") == "high"),
        (EMG_06, _precipitated(facts)),
        (EMG_07, facts.get("persistent_vomiting", False)),
        (EMG_08, facts.get("cssrs_band") == "moderate"),
    )


def _not_breathing_enough(facts: Mapping[str, Any]) -> bool:
    slow = facts.get("rr", BREATHS_LOW) < BREATHS_LOW
    blue = facts.get("spo2", SPO2_LOW) < SPO2_LOW
    return bool(facts.get("unresponsive", False) or slow or blue)


def _precipitated(facts: Mapping[str, Any]) -> bool:
    if not {"cows_before", "cows_after", "hours_after_bup"} <= facts.keys():
        return False
    rise = facts["cows_after"] - facts["cows_before"]
    return bool(rise >= PRECIPITATED_RISE and facts["hours_after_bup"] <= PRECIPITATED_HOURS)


def _is_bool(value: object) -> bool:
    return type(value) is bool


def _is_amount(value: object) -> bool:
    if type(value) is float:
        return math.isfinite(value) and value >= 0
    return type(value) is int and value >= 0


def _is_percent(value: Any) -> bool:
    return _is_amount(value) and bool(value <= SPO2_TOP)


def _is_cows(value: object) -> bool:
    return type(value) is int and 0 <= value <= COWS_TOP


def _is_cssrs_band(value: object) -> bool:
    return isinstance(value, str) and get("CSSRS").band(value) is not None


_LEGAL: Mapping[str, Callable[[Any], bool]] = {
    "unresponsive": _is_bool,
    "rr": _is_amount,
    "spo2": _is_percent,
    "seizure": _is_bool,
    "hallucinations_or_delirium": _is_bool,
    "chest_pain_or_syncope": _is_bool,
    "cssrs_band": _is_cssrs_band,
    "cows_before": _is_cows,
    "cows_after": _is_cows,
    "hours_after_bup": _is_amount,
    "persistent_vomiting": _is_bool,
}
