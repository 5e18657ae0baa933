"""Who the person is, how to reach them, and their allergies: confirmed here, kept on the Patient and ContactPoint rows.

A revision of these holds what stood when somebody asked, so that an earlier name can be read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.registration.codes import AllergyAnswer, Answer
from intake.registration.content.base import Line, open_questions, written
from recovery.patients.codes import Sex

LANGUAGES = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True, slots=True)
class Identity:
    """As typed on the page of identity; `time_zone` is an IANA name."""

    given_name: str
    family_name: str
    birth_date: date
    sex: Sex
    language: str
    time_zone: str
    preferred_name: str = ""
    pronouns: str = ""

    @property
    def gist(self) -> str:
        return "Confirmed"

    @property
    def lines(self) -> tuple[Line, ...]:
        return written(
            ("Given name", self.given_name),
            ("Family name", self.family_name),
            ("Preferred name", self.preferred_name),
            ("Pronouns", self.pronouns),
            ("Date of birth", f"{self.birth_date:%-d %b %Y}"),
            ("Sex", self.sex.label),
            ("Language", LANGUAGES.get(self.language, self.language)),
            ("Time zone", self.time_zone.replace("_", " ")),
        )

    @property
    def unknowns(self) -> tuple[str, ...]:
        return ("Sex: not known",) if self.sex is Sex.UNKNOWN else ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the contact points kept are all there are; `find` says where to look when nothing answers."""

    answer: Answer
    find: str = ""

    @property
    def gist(self) -> str:
        words = {Answer.YES: "All ways listed", Answer.NO: "No phone and no e-mail"}
        return words.get(self.answer, self.answer.label)

    @property
    def lines(self) -> tuple[Line, ...]:
        return written(("Phone numbers and e-mail", self.gist), ("Where to find the person", self.find))

    @property
    def unknowns(self) -> tuple[str, ...]:
        return open_questions([("Ways to reach the person", self.answer)])


@dataclass(frozen=True, slots=True)
class Allergies:
    """FHIR AllergyIntolerance in one line: what, and what happens."""

    status: AllergyAnswer
    allergies: str = ""

    @property
    def gist(self) -> str:
        return self.allergies if self.status is AllergyAnswer.KNOWN else self.status.label

    @property
    def lines(self) -> tuple[Line, ...]:
        return written(("Allergies", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        return open_questions([("Allergies", self.status)])
