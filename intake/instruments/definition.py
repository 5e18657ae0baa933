"""What an instrument is: items, options and bands as data, and one way of reading answers for all of them.

One form, one scorer and one result page serve every instrument, because each is only an `Instrument`.
Source: clinical spec 0.1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from intake.instruments.result import (
    INCOMPLETE,
    INCONSISTENT,
    INVALID_INPUT,
    PRORATED,
    Result,
    invalid,
)

Answers = Mapping[str, Any]
Scorer = Callable[[Answers, Answers], Result]
Kind = Literal["choice", "many", "integer", "boolean"]

COMMON_FLAGS: Mapping[str, str] = {  # clinical spec 1.15, row "any"
    INVALID_INPUT: "An answer is not one of those allowed, so nothing was scored.",
    INCOMPLETE: "Answers are missing, so there is no total and no band.",
    PRORATED: "The total is estimated from the items that were answered.",
    INCONSISTENT: "Two answers contradict each other; the safer reading was kept. Ask again.",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; `short` is the wording for a row of keys."""

    value: str | int | bool
    text: str
    text_es: str = ""
    short: str = ""
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `required`: it counts towards "7 of 11 answered" and its absence leaves a gap.  `asked_when`: pairs of
    item id and value, any one of which brings the question up; empty means always.  `stands_for`: the item
    this one can answer in its place (a heart rate for the pulse score).  `low`, `high`: inclusive, integers only.
    """

    id: str
    text: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    kind: Kind = "choice"
    text_es: str = ""
    hint_es: str = ""
    low: int | None = None
    high: int | None = None
    required: bool = True
    asked_when: tuple[tuple[str, Any], ...] = ()
    stands_for: str = ""
    unit: str = ""
    loinc: str = ""

    def accepts(self, value: object) -> bool:
        """Whether `value` is a legal answer: 1.5, "1" and True are not integers."""
        if self.kind == "boolean":
            return type(value) is bool
        if self.kind == "integer":
            return self._in_range(value)
        if self.kind == "many":
            return isinstance(value, (list, tuple)) and all(self._offers(each) for each in value)
        return self._offers(value)

    def applies(self, answers: Answers) -> bool:
        """Whether this question comes up, given the answers so far."""
        return not self.asked_when or any(_same(answers.get(gate), value) for gate, value in self.asked_when)

    def _in_range(self, value: object) -> bool:
        if type(value) is not int:
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _offers(self, value: object) -> bool:
        return any(_same(option.value, value) for option in self.options)


@dataclass(frozen=True, slots=True)
class Band:
    """One reading of a score: `low` to `high` inclusive; both None where logic, not a sum, chooses the band."""

    low: int | None
    high: int | None
    code: str
    label: str
    label_es: str = ""
    action: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire or observation scale, with all that a form, a result page and a print-out show."""

    code: str
    version: str
    title: str
    title_es: str
    purpose: str
    completed_by: str
    interval: str
    licence: str
    credit: str
    source: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    flags: Mapping[str, str]
    scorer: Scorer
    stem: str = ""
    stem_es: str = ""
    loinc: str = ""
    loinc_score: str = ""
    local_code: str = ""
    context: tuple[Item, ...] = field(default=())

    def score(self, answers: object, context: object = None) -> Result:
        """The result for any input whatever: never raises, impossible answers give `invalid`."""
        errors = faults(self.items, answers, "answers") + context_faults(self.context, context)
        return invalid(*errors) if errors else self.scorer(given(answers), given(context))

    def item(self, item_id: str) -> Item:
        """The item of that id; KeyError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def band_for(self, score: int) -> str:
        """The code of the band that holds `score`."""
        for band in self.bands:
            if band.low is not None and band.high is not None and band.low <= score <= band.high:
                return band.code
        raise ValueError(f"{self.code} has no band for {score}")

    def band(self, code: str | None) -> Band | None:
        """The band of that code, for its label and action; None when a result has no band."""
        return next((band for band in self.bands if band.code == code), None)

    def meaning(self, flag: str) -> str:
        """One sentence on what a flag means."""
        return self.flags.get(flag) or COMMON_FLAGS.get(flag, flag)

    def applies(self, answers: object) -> tuple[str, ...]:
        """Ids of the questions that come up, given the answers so far."""
        known = given(answers)
        return tuple(item.id for item in self.items if item.applies(known))

    def missing(self, answers: object) -> tuple[str, ...]:
        """Ids of the required questions that come up and have no answer, in the instrument's order."""
        known = given(answers)
        held = set(known) | {item.stands_for for item in self.items if item.id in known}
        return tuple(item.id for item in self.items if item.required and item.applies(known) and item.id not in held)

    def answered(self, answers: object) -> tuple[int, int]:
        """How many of the required questions that come up have an answer: (7, 11) is "7 of 11 answered"."""
        known = given(answers)
        asked = sum(item.required and item.applies(known) for item in self.items)
        return asked - len(self.missing(answers)), asked


def given(answers: object) -> dict[str, Any]:
    """The answers that are answers: null means "not answered"."""
    if not isinstance(answers, Mapping):
        return {}
    return {key: value for key, value in answers.items() if value is not None}


def faults(items: tuple[Item, ...], answers: object, name: str) -> tuple[str, ...]:
    """Ids of unknown items and of illegal answers; `name` itself when the whole is not a mapping."""
    if not isinstance(answers, Mapping):
        return (name,)
    known = {item.id: item for item in items}
    unknown = tuple(str(key) for key in answers if key not in known)
    return unknown + _illegal(known, answers)


def context_faults(items: tuple[Item, ...], context: object) -> tuple[str, ...]:
    """As `faults`, but what the instrument does not use is left alone: a context may serve several."""
    if context is None:
        return ()
    if not isinstance(context, Mapping):
        return ("context",)
    return _illegal({item.id: item for item in items}, context)


def _illegal(known: Mapping[str, Item], answers: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(key for key, item in known.items() if answers.get(key) is not None and not item.accepts(answers[key]))


def _same(left: object, right: object) -> bool:
    """Equality without Python's True == 1 == 1.0."""
    return type(left) is type(right) and left == right
