"""Findings: the one shape in which every rule advises a person.

A rule group returns all its findings in the order its rules are listed; the person who decides sees
each one with its message, the facts it was raised by and its source.  Source: clinical spec 0.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

INVALID_FACTS = "VAL-01"  # clinical spec 0.2: bad facts are a hard stop of this name


class Severity(StrEnum):
    """How far a finding stands in the way, from none to hard stop."""

    NONE = "none"
    ADVISORY = "advisory"
    OVERRIDE = "override"
    HARD_STOP = "hard_stop"

    @property
    def rank(self) -> int:
        """0 for none to 3 for hard stop, for comparing."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that fired.

    `facts` holds the values that raised it; `subject` names the part it is about ("objective:2"), so a
    page can lead there; `escalation` is set by emergency rules only.
    """

    rule_id: str
    severity: Severity
    message: str
    source: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    escalation: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        """Whether it needs an act or a reason; advice does not."""
        return self.severity.rank >= Severity.OVERRIDE.rank

    def as_json(self) -> dict[str, Any]:
        """The finding as it is stored beside a decision."""
        return {
            "rule_id": self.rule_id,
            "severity": self.severity.value,
            "message": self.message,
            "source": self.source,
            "facts": dict(self.facts),
            "subject": self.subject,
            "escalation": self.escalation,
        }


def headline(findings: Iterable[Finding]) -> Finding | None:
    """The worst finding; among equals the first listed.  None when nothing was found."""
    worst: Finding | None = None
    for finding in findings:
        if worst is None or finding.severity.rank > worst.severity.rank:
            worst = finding
    return worst


def invalid_facts(*names: str, why: str = "") -> list[Finding]:
    """The single hard stop for facts no rule can judge: `names` are the facts at fault."""
    listed = ", ".join(names)
    return [
        Finding(
            rule_id=INVALID_FACTS,
            severity=Severity.HARD_STOP,
            message=why or f"These facts are missing or impossible: {listed}. Correct them and try again.",
            source="Recovery clinical specification 0.2",
            facts={"invalid": list(names)},
        )
    ]


@dataclass(frozen=True, slots=True)
class Rule:
    """One safety rule as it is shown and reviewed: when it fires, how hard, what it says and on whose word.

    `severity` is a `Severity`, or words where one rule fires at more than one ("override or hard_stop").
    """

    id: str
    group: str
    severity: str
    condition: str
    message: str
    source: str
    version: str = "1.0"
    escalation: str = ""

    def finding(
        self,
        *,
        message: str = "",
        severity: Severity | None = None,
        facts: Mapping[str, Any] | None = None,
        subject: str = "",
    ) -> Finding:
        """This rule, fired: `message` and `severity` when the case says more than the rule does."""
        return Finding(
            rule_id=self.id,
            severity=severity or Severity(self.severity),
            message=message or self.message,
            source=self.source,
            facts=facts or {},
            subject=subject,
            escalation=self.escalation,
        )
