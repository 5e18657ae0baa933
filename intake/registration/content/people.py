"""People around the person with what they may know, and who pays.  HL7 FHIR's RelatedPerson and Coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.registration.codes import Answer, MayKnow, Payer, listed
from intake.registration.content.base import Line, gist_of, open_questions, sentence, several, written
from recovery.patients.rules.phones import readable


@dataclass(frozen=True, slots=True)
class RelatedPerson:
    """Somebody the person named; `phone` is E.164 or empty, `emergency` makes them an emergency contact."""

    name: str
    relation: str
    phone: str
    may_know: frozenset[MayKnow]
    emergency: bool = False

    @property
    def line(self) -> Line:
        called = "emergency contact" if self.emergency else ""
        return Line(
            sentence(self.name, self.relation),
            sentence(called, self.phone and readable(self.phone), f"may know: {listed(self.may_know)}"),
        )


@dataclass(frozen=True, slots=True)
class People:
    """Support people, emergency contacts among them."""

    answer: Answer
    people: tuple[RelatedPerson, ...] = ()

    @property
    def emergency_contacts(self) -> tuple[RelatedPerson, ...]:
        return tuple(each for each in self.people if each.emergency)

    @property
    def gist(self) -> str:
        called = "" if self.emergency_contacts else ", no emergency contact"
        return gist_of(self.answer, several(len(self.people), "person", "people") + called, "Nobody")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(each.line for each in self.people) or written(("People", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        nobody = self.answer is Answer.YES and not self.emergency_contacts
        return ("Emergency contact: none named",) if nobody else open_questions([("People", self.answer)])


@dataclass(frozen=True, slots=True)
class Coverage:
    """One insurance."""

    payer: Payer
    plan: str
    member_number: str = ""
    holder: str = ""  # empty: the person themselves
    valid_until: date | None = None

    @property
    def line(self) -> Line:
        number = f"member {self.member_number}" if self.member_number else "member number not known"
        until = f"valid until {self.valid_until:%-d %b %Y}" if self.valid_until else ""
        holder = f"held by {self.holder}" if self.holder else ""
        return Line(self.payer.label, sentence(self.plan, number, holder, until))


@dataclass(frozen=True, slots=True)
class Coverages:
    """Every insurance, the first to be billed first."""

    answer: Answer
    coverages: tuple[Coverage, ...] = ()

    @property
    def gist(self) -> str:
        return gist_of(self.answer, ", ".join(each.payer.label for each in self.coverages), "No insurance")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(each.line for each in self.coverages) or written(("Insurance", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        no_number = [f"Member number, {each.plan}: not known" for each in self.coverages if not each.member_number]
        return (*open_questions([("Insurance", self.answer)]), *no_number)
