"""Where and how the person lives, and what they can build on.  HL7 FHIR's social history."""

from __future__ import annotations

from dataclasses import dataclass

from intake.registration.content.base import Line, open_questions, sentence, written
from intake.registration.content.choice import Answer, Choice, listed


class Housing(Choice):
    OWN = "own", "Own or rented home"
    WITH_OTHERS = "with_others", "With family or friends"
    RECOVERY = "recovery", "Recovery housing"
    TEMPORARY = "temporary", "Here and there for now"
    SHELTER = "shelter", "Shelter"
    STREET = "street", "Outside or in a car"
    INSTITUTION = "institution", "Hospital, jail or prison"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Transport(Choice):
    OWN = "own", "Own car or bicycle"
    PUBLIC = "public", "Bus or train"
    RIDES = "rides", "Rides from others"
    ON_FOOT = "on_foot", "On foot"
    NONE = "none", "No way to come"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Legal(Choice):
    """Any of these; the last three stand alone."""

    PROBATION = "probation", "Probation or parole"
    OPEN_CASE = "open_case", "Open case or court date"
    DRUG_COURT = "drug_court", "Drug court"
    CHILD_PROTECTION = "child_protection", "Child protection"
    OTHER = "other", "Something else"
    NONE = "none", "Nothing"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


LEGAL_ALONE = frozenset({Legal.NONE, Legal.UNKNOWN, Legal.DECLINED})


class Work(Choice):
    FULL_TIME = "full_time", "Full time"
    PART_TIME = "part_time", "Part time or now and then"
    LOOKING = "looking", "Looking for work"
    NOT_WORKING = "not_working", "Not working"
    STUDENT = "student", "In school or training"
    HOME = "home", "At home with family"
    DISABLED = "disabled", "Unable to work"
    RETIRED = "retired", "Retired"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


class Childcare(Choice):
    NO_CHILDREN = "no_children", "No children at home"
    COVERED = "covered", "Children, and somebody looks after them"
    NEEDED = "needed", "Children, and care is needed during visits"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


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
