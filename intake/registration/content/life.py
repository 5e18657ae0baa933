"""Where and how the person lives, and what they can build on.  HL7 FHIR's social history."""

from __future__ import annotations

from dataclasses import dataclass

from intake.registration.codes import Answer, Childcare, Housing, Legal, Transport, Work, listed
from intake.registration.content.base import Line, open_questions, sentence, written


@dataclass(frozen=True, slots=True)
class Social:
    """Daily life: what can help or stand in the way of coming here."""

    housing: Housing
    safe_at_home: Answer
    transport: Transport
    legal: frozenset[Legal]
    work: Work
    childcare: Childcare
    detail: str = ""  # hours of work, court dates, ages of children

    @property
    def gist(self) -> str:
        return self.housing.label

    @property
    def lines(self) -> tuple[Line, ...]:
        return written(
            ("Housing", self.housing.label),
            ("Safe at home", self.safe_at_home.label),
            ("Transport", self.transport.label),
            ("Legal", listed(self.legal)),
            ("Work", self.work.label),
            ("Childcare", self.childcare.label),
            ("More", self.detail),
        )

    @property
    def unknowns(self) -> tuple[str, ...]:
        one_legal = next(iter(self.legal)) if len(self.legal) == 1 else None
        return open_questions(
            [
                ("Housing", self.housing),
                ("Safe at home", self.safe_at_home),
                ("Transport", self.transport),
                ("Legal", one_legal),
                ("Work", self.work),
                ("Childcare", self.childcare),
            ]
        )


@dataclass(frozen=True, slots=True)
class Strengths:
    """In the person's own words."""

    answer: Answer
    good_at: str = ""
    helped_before: str = ""
    wants: str = ""

    @property
    def gist(self) -> str:
        named = sentence(self.good_at, self.helped_before, self.wants)
        return named if self.answer is Answer.YES else "None named" if self.answer is Answer.NO else self.answer.label

    @property
    def lines(self) -> tuple[Line, ...]:
        told = written(
            ("Good at, proud of", self.good_at),
            ("Has helped before", self.helped_before),
            ("Wants to change first", self.wants),
        )
        return told or written(("Strengths", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        return open_questions([("Strengths", self.answer)])
