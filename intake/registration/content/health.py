"""Medicines, pregnancy, infections.  HL7 FHIR's MedicationStatement and Observation."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from intake.registration.codes import TAKEN, Answer, InfectionStatus, Moud, PregnancyStatus
from intake.registration.content.base import Line, gist_of, open_questions, sentence, several, written
from intake.registration.content.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Medicine:
    """One other medicine as the person takes it."""

    name: str
    dose: str = ""
    how_often: str = ""
    reason: str = ""
    since: PartialDate | None = None

    @property
    def line(self) -> Line:
        since = f"since {self.since}" if self.since else ""
        return Line(self.name, sentence(self.dose or "dose not known", self.how_often, self.reason, since))


@dataclass(frozen=True, slots=True)
class Medicines:
    """Medication for opioid use disorder first, then everything else that is taken."""

    moud: Moud
    answer: Answer
    moud_detail: str = ""  # dose, and who prescribes or dispenses it
    medicines: tuple[Medicine, ...] = ()

    @property
    def takes_moud(self) -> bool:
        return self.moud in TAKEN

    @property
    def gist(self) -> str:
        moud = self.moud.label if self.takes_moud else ""
        others = gist_of(self.answer, several(len(self.medicines), "other medicine"), "No other medicine")
        return ", ".join(part for part in (moud, others) if part)

    @property
    def lines(self) -> tuple[Line, ...]:
        first = written(("For opioid use disorder", sentence(self.moud.label, self.moud_detail)))
        others = tuple(each.line for each in self.medicines)
        none = "None" if self.answer is Answer.NO else self.answer.label
        return first + (others or written(("Other medicines", none)))

    @property
    def unknowns(self) -> tuple[str, ...]:
        asked = open_questions([("Medication for opioid use disorder", self.moud), ("Medicines", self.answer)])
        return (*asked, *(f"Dose of {each.name}: not known" for each in self.medicines if not each.dose))


@dataclass(frozen=True, slots=True)
class Pregnancy:
    """Asked of everybody; that it does not apply is an answer that a person gives."""

    status: PregnancyStatus
    due_on: date | None = None
    tested_on: date | None = None
    prenatal_care: str = ""

    @property
    def is_pregnant(self) -> bool:
        return self.status is PregnancyStatus.PREGNANT

    @property
    def gist(self) -> str:
        due = f", due {self.due_on:%-d %b %Y}" if self.due_on else ""
        return f"{self.status.label}{due}"

    @property
    def lines(self) -> tuple[Line, ...]:
        return written(
            ("Pregnancy", self.status.label),
            ("Due", f"{self.due_on:%-d %b %Y}" if self.due_on else ""),
            ("Last test", f"{self.tested_on:%-d %b %Y}" if self.tested_on else ""),
            ("Prenatal care", self.prenatal_care),
        )

    @property
    def unknowns(self) -> tuple[str, ...]:
        if self.status is PregnancyStatus.UNTESTED:
            return ("Pregnancy: not tested",)
        if self.is_pregnant and self.due_on is None:
            return ("Due date: not known",)
        return open_questions([("Pregnancy", self.status)])


@dataclass(frozen=True, slots=True)
class Infection:
    """One infection; `tested` is about when."""

    status: InfectionStatus
    tested: PartialDate | None = None


INFECTIONS = {
    "hiv": "HIV", "hcv": "Hepatitis C", "hbv": "Hepatitis B", "syphilis": "Syphilis", "tb": "Tuberculosis",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Infections:
    """The five that clinical spec 3 asks of every treatment plan."""

    hiv: Infection
    hcv: Infection
    hbv: Infection
    syphilis: Infection
    tb: Infection

    @property
    def by_name(self) -> dict[str, Infection]:
        return {INFECTIONS[field.name]: getattr(self, field.name) for field in fields(self)}

    @property
    def gist(self) -> str:
        positive = [name for name, each in self.by_name.items() if each.status is InfectionStatus.POSITIVE]
        never = sum(each.status is InfectionStatus.NEVER_TESTED for each in self.by_name.values())
        found = f"Positive: {', '.join(positive)}" if positive else "None known"
        return found + (f", {never} never tested" if never else "")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(name, sentence(each.status.label, str(each.tested or ""))) for name, each in self.by_name.items()
        )

    @property
    def unknowns(self) -> tuple[str, ...]:
        never = tuple(
            f"{name}: never tested"
            for name, each in self.by_name.items()
            if each.status is InfectionStatus.NEVER_TESTED
        )
        return never + open_questions([(name, each.status) for name, each in self.by_name.items()])
