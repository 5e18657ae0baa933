"""What an aftercare plan says, as plain values: what is typed, kept, given and printed has this one shape."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """When `happens`, the person does `response`."""

    happens: str
    response: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to call; `phone` is E.164."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """A regular meeting or group."""

    name: str
    when: str
    place: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The whole plan, every list in the order the person wants it."""

    reasons: tuple[str, ...] = ()
    triggers: tuple[Step, ...] = ()
    people: tuple[Person, ...] = ()
    meetings: tuple[Gathering, ...] = ()
    medicine: str = ""
    medicine_how: str = ""
    supply_until: date | None = None
    safe_storage: str = ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What must be written before the plan can be given: clinical spec 6, aftercare plan."""
        needed = (
            ("one reason in their own words", self.reasons),
            ("one trigger with what to do", self.triggers),
            ("one person to call", self.people),
        )
        return tuple(name for name, rows in needed if not rows)

    def as_json(self) -> dict[str, Any]:
        """The plan as a revision keeps it; dates as ISO text."""
        return asdict(self) | {"supply_until": self.supply_until.isoformat() if self.supply_until else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> PlanContent:
        """The plan from what a revision keeps."""
        until = kept.get("supply_until")
        return cls(
            reasons=tuple(kept["reasons"]),
            triggers=tuple(Step(**row) for row in kept["triggers"]),
            people=tuple(Person(**row) for row in kept["people"]),
            meetings=tuple(Gathering(**row) for row in kept["meetings"]),
            medicine=kept["medicine"],
            medicine_how=kept["medicine_how"],
            supply_until=date.fromisoformat(until) if until else None,
            safe_storage=kept["safe_storage"],
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hex, so that a copy can be proved."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()
