"""Answers of which one is chosen: a value that is kept and the words in which it is read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Choice(StrEnum):
    """Members are (value, words); a member is its value wherever text is wanted."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Choice:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @property
    def words(self) -> str:
        """The label within a sentence."""
        return self.label[0].lower() + self.label[1:]

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, words) in the order of the members, as forms take them."""
        return [(member.value, member.label) for member in cls]


class Answer(Choice):
    """To a question of yes and no.  The last two are answers too: what was never asked has none at all."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Does not know"
    DECLINED = "declined", "Declined to answer"


def is_open(answer: object) -> bool:
    """Whether an answer leaves the question open: not known, or declined."""
    return isinstance(answer, Choice) and answer.value in (Answer.UNKNOWN.value, Answer.DECLINED.value)


def listed(answers: Iterable[Choice]) -> str:
    """The words of several answers in the order of their members: "Probation, open case"."""
    chosen = set(answers)
    members = [member for member in type(next(iter(chosen))) if member in chosen] if chosen else []
    return ", ".join(m.label if n == 0 else m.words for n, m in enumerate(members))
