"""What every section's content can say about itself, to be read on pages without knowing the section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from intake.registration.codes import Answer


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it is read."""

    label: str
    value: str


class Content(Protocol):
    """One section, answered."""

    @property
    def gist(self) -> str:
        """The whole in a few words, for the task list."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every answer given, in the order of the form."""

    @property
    def unknowns(self) -> tuple[str, ...]:
        """What was asked and is still not known, each in a few words."""


def written(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    """Lines of those that say something."""
    return tuple(Line(label, value) for label, value in pairs if value)


def sentence(*parts: str) -> str:
    """What is said of one row: the parts that say something, with semicolons between."""
    return "; ".join(part for part in parts if part)


def several(number: int, one: str, many: str = "") -> str:
    """ "1 medicine", "3 medicines"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def gist_of(answer: Answer, rows: str, none: str) -> str:
    """ "2 medicines" when there are rows, else what the answer was; `none` says No in the section's words."""
    return rows if answer is Answer.YES else none if answer is Answer.NO else answer.label


def open_questions(questions: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    """The labels of those whose answer leaves them open, with why: "HIV: does not know"."""
    found = []
    for label, answer in questions:
        if getattr(answer, "value", None) in (Answer.UNKNOWN.value, Answer.DECLINED.value):
            found.append(f"{label}: {Answer(str(answer)).words}")
    return tuple(found)
