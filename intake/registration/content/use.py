"""Substances with their last use.  HL7 FHIR's social history observations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.registration.codes import Answer, HowOften, LastKnown, Route, Substance
from intake.registration.content.base import Line, gist_of, open_questions, sentence, written
from intake.registration.content.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Use:
    """One substance.  The last use lies between `last_from` and `last_until`, both None when it is not known.

    Both are on the center's clock, as they are read; `local` puts them there.
    """

    substance: Substance
    last_known: LastKnown
    route: Route
    how_often: HowOften
    last_from: datetime | None = None
    last_until: datetime | None = None
    amount: str = ""
    named: str = ""  # which, for another substance, or the brand
    since: PartialDate | None = None

    @property
    def name(self) -> str:
        return sentence(self.substance.label, self.named)

    @property
    def last(self) -> str:
        """When, as well as it is known."""
        if self.last_until is None:
            return f"last use: {self.last_known.words}"
        if self.last_known is LastKnown.DAY:
            return f"last {self.last_until:%-d %b %Y}, time not known"
        about = "about " if self.last_known is LastKnown.ABOUT else ""
        return f"last {about}{self.last_until:%-d %b %Y, %H:%M}"

    @property
    def line(self) -> Line:
        since = f"since {self.since}" if self.since else ""
        amount = self.amount or "amount not known"
        return Line(self.name, sentence(self.last, amount, self.route.words, self.how_often.words, since))


@dataclass(frozen=True, slots=True)
class Substances:
    """What is used, and whether there is withdrawal now in the person's own judgement."""

    answer: Answer
    withdrawal_now: Answer
    uses: tuple[Use, ...] = ()

    @property
    def injects(self) -> bool:
        return any(use.route is Route.INJECTED for use in self.uses)

    @property
    def gist(self) -> str:
        found = gist_of(self.answer, ", ".join(use.substance.label for use in self.uses), "None")
        return found + (", withdrawal now" if self.withdrawal_now is Answer.YES else "")

    @property
    def lines(self) -> tuple[Line, ...]:
        rows = tuple(use.line for use in self.uses) or written(("Substances", self.gist))
        return (*rows, Line("Withdrawal now", self.withdrawal_now.label))

    @property
    def unknowns(self) -> tuple[str, ...]:
        asked: list[tuple[str, object]] = [("Substances", self.answer), ("Withdrawal now", self.withdrawal_now)]
        for use in self.uses:
            asked += [(f"Last use, {use.name}", use.last_known), (f"Route, {use.name}", use.route)]
            asked += [(f"How often, {use.name}", use.how_often)]
        return open_questions(asked)
