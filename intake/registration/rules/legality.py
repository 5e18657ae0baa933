"""What cannot be so, and what can but must be looked at twice.  Pure: content in, problems out.

The form shows a problem at its field; the action refuses what still has one.  A problem that may be right all the same
is a remark: it is confirmed by a person and kept beside the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from intake.registration.codes import (
    ALONE,
    LEGAL_ALONE,
    AllergyAnswer,
    Answer,
    HowOften,
    InfectionStatus,
    LastKnown,
    Legal,
    PregnancyStatus,
    Substance,
)
from intake.registration.content import (
    Allergies,
    Content,
    Coverages,
    Identity,
    Infections,
    Medicines,
    Overdoses,
    PartialDate,
    People,
    Pregnancy,
    Social,
    Strengths,
    Substances,
    Treatments,
    Use,
)
from intake.registration.content.health import INFECTIONS
from recovery.patients.codes import Sex
from recovery.patients.rules import OLDEST

LONGEST_PREGNANCY = timedelta(days=294)  # 42 weeks; ACOG, post-term
TERM = timedelta(days=280)  # 40 weeks from the last period to the due date; ACOG
MONTH = timedelta(days=30)  # "the past month", as the form asks it


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of the person elsewhere; `sex` is a value of `Sex`."""

    birth_date: date
    sex: str


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` of the section, of its row number `row` (from 0) where it stands in one; `may_be_right` makes it a remark."""

    text: str
    field: str = ""
    row: int | None = None
    may_be_right: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """Against what is judged: who the person is, and when it was said on the center's clock."""

    who: Who
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()

    def impossible(self, when: PartialDate | None) -> str:
        """Why nothing of the person's can have been then; empty when it can."""
        if when is None:
            return ""
        if when.earliest > self.today:
            return "lies in the future"
        return "lies before the date of birth" if when.latest < self.who.birth_date else ""


def check(content: Content, who: Who, at: datetime) -> tuple[Problem, ...]:
    """Every problem of one section's content; `at` in the center's time zone."""
    judge = _JUDGES.get(type(content))
    return tuple(judge(content, Then(who, at))) if judge else ()


def _identity(content: Identity, then: Then) -> Iterator[Problem]:
    if content.birth_date >= then.today:
        yield Problem("Date of birth must be in the past", "birth_date")
    elif then.today.year - content.birth_date.year > OLDEST:
        yield Problem("Date of birth gives an age over 120. Check the year", "birth_date")


def _allergies(content: Allergies, then: Then) -> Iterator[Problem]:
    known = content.status is AllergyAnswer.KNOWN
    if known and not content.allergies:
        yield Problem("Write which allergies are known", "allergies")
    if not known and content.allergies:
        yield Problem("Allergies are written below: choose Yes, or clear them", "status")


def _people(content: People, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.people)
    for row, each in enumerate(content.people):
        if len(each.may_know) > 1 and each.may_know & ALONE:
            yield Problem("“Nothing” and “only what an emergency needs” stand alone. Clear the others", "may_know", row)
        if each.emergency and not each.phone:
            yield Problem("Enter the phone number of an emergency contact", "phone", row)


def _coverages(content: Coverages, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.coverages)
    for row, each in enumerate(content.coverages):
        if each.valid_until and each.valid_until < then.today:
            yield Problem(f"{each.plan} was valid until {each.valid_until:%-d %b %Y}", "valid_until", row, True)


def _medicines(content: Medicines, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.medicines)
    if content.moud_detail and not content.takes_moud:
        yield Problem("A dose is written below: choose the medicine, or clear it", "moud")
    for row, each in enumerate(content.medicines):
        if why := then.impossible(each.since):
            yield Problem(f"Since {why}", "since", row)


def _pregnancy(content: Pregnancy, then: Then) -> Iterator[Problem]:
    pregnant = content.is_pregnant
    if content.due_on and not pregnant:
        yield Problem("A due date is written below: choose Pregnant, or clear it", "status")
    elif content.due_on and content.due_on > then.today + TERM:
        yield Problem("Due date lies more than 40 weeks ahead. Check the year", "due_on")
    elif content.due_on and content.due_on < then.today - (LONGEST_PREGNANCY - TERM):
        yield Problem("Due date is past by more than two weeks. Check it, or choose Not pregnant", "due_on")
    elif content.due_on and content.due_on < then.today:
        yield Problem("The due date is past", "due_on", may_be_right=True)
    if content.tested_on and content.tested_on > then.today:
        yield Problem("Last test lies in the future", "tested_on")
    if content.tested_on and content.status is PregnancyStatus.UNTESTED:
        yield Problem("A test is written below: choose its result, or clear it", "status")
    if then.who.sex == Sex.MALE.value and (pregnant or content.status is PregnancyStatus.UNTESTED):
        yield Problem("The recorded sex is male", "status", may_be_right=True)


def _infections(content: Infections, then: Then) -> Iterator[Problem]:
    for name, each in ((name, getattr(content, name)) for name in INFECTIONS):
        if why := then.impossible(each.tested):
            yield Problem(f"The test {why}", f"{name}_tested")
        if each.tested and each.status is InfectionStatus.NEVER_TESTED:
            yield Problem("A test is written beside it: choose its result, or clear it", name)


def _substances(content: Substances, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.uses)
    times = Counter((use.substance, use.named.casefold()) for use in content.uses)
    for row, use in enumerate(content.uses):
        if times[use.substance, use.named.casefold()] > 1:
            yield Problem(f"{use.name} stands in two rows. Keep one", "substance", row)
        if use.substance is Substance.OTHER and not use.named:
            yield Problem("Write which substance", "named", row)
        yield from _use(use, row, then)
    if content.answer is Answer.NO and content.withdrawal_now is Answer.YES:
        yield Problem("Withdrawal now, but no substance is listed", "withdrawal_now", may_be_right=True)


def _use(use: Use, row: int, then: Then) -> Iterator[Problem]:
    why = then.impossible(use.since)
    if why:
        yield Problem(f"Since {why}", "since", row)
    if use.last_until is None:
        if use.last_known in (LastKnown.TIME, LastKnown.ABOUT, LastKnown.DAY):
            yield Problem("Enter when it was last used, or choose that it is not known", "last_on", row)
        return
    last = use.last_from or use.last_until
    if last > then.at:
        yield Problem("Last use lies in the future", "last_on", row)
    elif use.last_until.date() < then.who.birth_date:
        yield Problem("Last use lies before the date of birth", "last_on", row)
    elif use.how_often is HowOften.STOPPED and last > then.at - MONTH:
        yield Problem("Last use lies in the past month: choose how often, or check the day", "how_often", row)
    if use.since and not why and use.since.earliest > use.last_until.date():
        yield Problem("Since lies after the last use", "since", row)


def _overdoses(content: Overdoses, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.overdoses)
    for row, each in enumerate(content.overdoses):
        if why := then.impossible(each.when):
            yield Problem(f"The overdose {why}", "when", row)


def _treatments(content: Treatments, then: Then) -> Iterator[Problem]:
    yield from _rows_fit(content.answer, content.treatments)
    for row, each in enumerate(content.treatments):
        if why := then.impossible(each.when):
            yield Problem(f"The treatment {why}", "when", row)


def _social(content: Social, then: Then) -> Iterator[Problem]:
    if len(content.legal) > 1 and content.legal & LEGAL_ALONE:
        alone = next(each for each in Legal if each in content.legal & LEGAL_ALONE)
        yield Problem(f"“{alone.label}” stands alone. Clear it, or clear the others", "legal")


def _strengths(content: Strengths, then: Then) -> Iterator[Problem]:
    told = content.good_at or content.helped_before or content.wants
    if content.answer is Answer.YES and not told:
        yield Problem("Write one strength, or choose another answer", "good_at")
    if content.answer is not Answer.YES and told:
        yield Problem("Strengths are written below: choose Yes, or clear them", "answer")


def _rows_fit(answer: Answer, rows: tuple[object, ...]) -> Iterator[Problem]:
    if answer is Answer.YES and not rows:
        yield Problem("Fill in one row, or choose another answer", "answer")
    if answer is not Answer.YES and rows:
        yield Problem("Rows are filled in below: choose Yes, or remove them", "answer")


_JUDGES: dict[type, Callable[[Any, Then], Iterator[Problem]]] = {
    Identity: _identity,
    Allergies: _allergies,
    People: _people,
    Coverages: _coverages,
    Medicines: _medicines,
    Pregnancy: _pregnancy,
    Infections: _infections,
    Substances: _substances,
    Overdoses: _overdoses,
    Treatments: _treatments,
    Social: _social,
    Strengths: _strengths,
}
