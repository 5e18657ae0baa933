"""A person's history as other rooms read it: typed, whole, and silent about what was never asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from intake.registration import rules
from intake.registration.codes import Substance
from intake.registration.content import (
    Content,
    Coverages,
    Infections,
    Medicines,
    Overdoses,
    People,
    Pregnancy,
    RelatedPerson,
    Social,
    Strengths,
    Substances,
    Treatments,
    Use,
)
from recovery.core.findings import Finding
from recovery.core.times import local

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class History:
    """What was told, by section code.  A property is None when its section was never answered.

    Allergies, sex and date of birth stand on the Patient row and are read there.
    """

    sections: Mapping[str, Content]

    def last_use(self, *substances: Substance) -> datetime | None:
        """The latest moment at which any of `substances` may last have been used; None when none of them is dated.

        A day without a time gives its end, so that no waiting time is taken for longer than it can be.
        """
        wanted = {*substances}
        return max((use.last_until for use in self.uses if use.substance in wanted and use.last_until), default=None)

    def undated(self, *substances: Substance) -> tuple[Use, ...]:
        """Uses of `substances` of which nobody knows when the last was: a waiting time cannot be counted from these."""
        wanted = {*substances}
        return tuple(use for use in self.uses if use.substance in wanted and use.last_until is None)

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every substance told of; empty also when never asked (`substances` is None then)."""
        return self.substances.uses if self.substances else ()

    @property
    def substances(self) -> Substances | None:
        return self._of("substances", Substances)

    @property
    def pregnancy(self) -> Pregnancy | None:
        return self._of("pregnancy", Pregnancy)

    @property
    def overdoses(self) -> Overdoses | None:
        return self._of("overdoses", Overdoses)

    @property
    def infections(self) -> Infections | None:
        return self._of("infections", Infections)

    @property
    def medicines(self) -> Medicines | None:
        return self._of("medicines", Medicines)

    @property
    def people(self) -> People | None:
        return self._of("people", People)

    @property
    def support_people(self) -> tuple[RelatedPerson, ...]:
        """Everybody named, each with what they `may_know`."""
        return self.people.people if self.people else ()

    @property
    def emergency_contact(self) -> RelatedPerson | None:
        """Whom to call first."""
        return next((each for each in self.support_people if each.emergency), None)

    @property
    def coverage(self) -> Coverages | None:
        return self._of("coverage", Coverages)

    @property
    def treatments(self) -> Treatments | None:
        return self._of("treatments", Treatments)

    @property
    def social(self) -> Social | None:
        return self._of("social", Social)

    @property
    def strengths(self) -> Strengths | None:
        return self._of("strengths", Strengths)

    def findings(self, at: datetime, totals: Mapping[str, int] | None = None) -> list[Finding]:
        """What the history asks for at once, with the newest COWS and SOWS `totals` where they are known; see `rules`."""
        return rules.evaluate(self.facts(at, totals))

    def facts(self, at: datetime, totals: Mapping[str, int] | None = None) -> rules.Facts:
        """What the rules read."""
        return rules.facts_of(
            today=local(at).date(),
            pregnancy=self.pregnancy,
            substances=self.substances,
            medicines=self.medicines,
            overdoses=self.overdoses,
            totals=totals,
        )

    def _of(self, section: str, kind: type[Told]) -> Told | None:
        told = self.sections.get(section)
        return told if isinstance(told, kind) else None
