"""NALOXONE: whether the person and the household have a kit that works.  Source: clinical spec 2.15."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from recovery.core.findings import Finding, Rule, Severity, invalid_facts
from treatment.naloxone.codes import KitStatus

GROUP = "NALOXONE"
SOURCE = "general clinical knowledge (clinical spec 2.15)"
EXPIRY_DAYS = 30  # days before expiry, inclusive, at which a kit is replaced; clinical spec 2.15

NLX_01 = Rule(
    "NLX-01",
    GROUP,
    Severity.OVERRIDE,
    "active OUD and no kit",
    "No naloxone kit. Dispense one, or record a refusal, before a plan or a discharge is signed. Teach the household.",
    SOURCE,
)
NLX_02 = Rule(
    "NLX-02",
    GROUP,
    Severity.ADVISORY,
    "kit declined",
    "Naloxone was declined. Offer it again at every visit.",
    SOURCE,
)
NLX_03 = Rule(
    "NLX-03",
    GROUP,
    Severity.ADVISORY,
    "kit expires within 30 days",
    "The naloxone kit has expired or expires within 30 days. Replace it.",
    SOURCE,
)
NLX_04 = Rule(
    "NLX-04",
    GROUP,
    Severity.ADVISORY,
    "kit used since the last visit",
    "The naloxone kit was used. Replace it, and treat this as an overdose event.",
    SOURCE,
)
RULES: tuple[Rule, ...] = (NLX_01, NLX_02, NLX_03, NLX_04)


def evaluate(facts: object) -> list[Finding]:
    """All findings in the order of `RULES`.

    `oud_active` bool, unknown is taken as active; `kit_status` a `KitStatus`, unknown is no kit;
    `days_to_expiry` int, negative once expired; `kit_used_since_last` bool.
    """
    wrong = _faults(facts)
    if wrong or not isinstance(facts, Mapping):
        return invalid_facts(*wrong)
    known = {name: value for name, value in facts.items() if value is not None}
    status = known.get("kit_status", KitStatus.NONE)
    days = known.get("days_to_expiry")
    fired = (
        (NLX_01, status == KitStatus.NONE and known.get("oud_active", True)),
        (NLX_02, status == KitStatus.OFFERED_DECLINED),
        (NLX_03, status == KitStatus.DISPENSED and days is not None and days <= EXPIRY_DAYS),
        (NLX_04, known.get("kit_used_since_last", False)),
    )
    return [rule.finding(facts=known) for rule, has_fired in fired if has_fired]


def _faults(facts: object) -> list[str]:
    if not isinstance(facts, Mapping):
        return ["facts"]
    unknown = [str(name) for name in facts if name not in _LEGAL]
    return unknown + [
        name for name, is_legal in _LEGAL.items() if facts.get(name) is not None and not is_legal(facts[name])
    ]


def _is_bool(value: object) -> bool:
    return type(value) is bool


_LEGAL: Mapping[str, Callable[[Any], bool]] = {
    "oud_active": _is_bool,
    "kit_status": lambda value: isinstance(value, str) and value in KitStatus.values,
    "days_to_expiry": lambda value: type(value) is int,
    "kit_used_since_last": _is_bool,
}
