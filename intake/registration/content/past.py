"""Earlier overdoses and earlier treatments."""

from __future__ import annotations

from dataclasses import dataclass

from intake.registration.codes import Answer, Ending, TreatmentKind
from intake.registration.content.base import Line, gist_of, open_questions, sentence, several, written
from intake.registration.content.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Overdose:
    """One overdose; `when` is None when it is not known."""

    when: PartialDate | None
    on_purpose: Answer
    naloxone_given: Answer
    hospital: Answer
    substances: str = ""

    @property
    def line(self) -> Line:
        meant = {Answer.YES: "on purpose", Answer.NO: "not on purpose"}
        answers = (("naloxone", self.naloxone_given), ("hospital", self.hospital))
        told = [f"{label}: {answer.words}" for label, answer in answers]
        purpose = meant.get(self.on_purpose, f"on purpose: {self.on_purpose.words}")
        return Line(str(self.when or "Date not known"), sentence(self.substances, purpose, *told))


@dataclass(frozen=True, slots=True)
class Overdoses:
    """Every overdose the person tells of, the newest first."""

    answer: Answer
    overdoses: tuple[Overdose, ...] = ()

    @property
    def newest(self) -> PartialDate | None:
        """When the last one was, as far as any date is known."""
        return max((each.when for each in self.overdoses if each.when), key=lambda when: when.latest, default=None)

    @property
    def gist(self) -> str:
        last = f", last {self.newest}" if self.newest else ""
        return gist_of(self.answer, several(len(self.overdoses), "overdose") + last, "Never")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(each.line for each in self.overdoses) or written(("Overdoses", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        asked: list[tuple[str, object]] = [("Overdoses", self.answer)]
        asked += [
            (f"Overdose {each.when or 'of unknown date'}, on purpose", each.on_purpose) for each in self.overdoses
        ]
        return open_questions(asked)


@dataclass(frozen=True, slots=True)
class Treatment:
    """One treatment before this one."""

    kind: TreatmentKind
    ending: Ending
    when: PartialDate | None = None
    where: str = ""
    helped: str = ""  # what helped and what did not, in the person's own words

    @property
    def line(self) -> Line:
        return Line(self.kind.label, sentence(str(self.when or ""), self.where, self.ending.words, self.helped))


@dataclass(frozen=True, slots=True)
class Treatments:
    """Every treatment before this one."""

    answer: Answer
    treatments: tuple[Treatment, ...] = ()

    @property
    def gist(self) -> str:
        return gist_of(self.answer, several(len(self.treatments), "treatment"), "None before")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(each.line for each in self.treatments) or written(("Treatments", self.gist))

    @property
    def unknowns(self) -> tuple[str, ...]:
        asked: list[tuple[str, object]] = [("Treatments", self.answer)]
        asked += [(f"How {each.kind.label.lower()} ended", each.ending) for each in self.treatments]
        return open_questions(asked)
