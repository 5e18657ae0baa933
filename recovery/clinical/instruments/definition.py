"""What an instrument is: items, options and bands as data, and one way of reading answers for all of them.

One form, one scorer and one result page serve every instrument, because each is only an `Instrument`.
Source: clinical spec 0.1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.result import (
    INCOMPLETE,
    INCONSISTENT,
    INVALID_INPUT,
    PRORATED,
    Result,
    invalid,
)

Answers = Mapping[str, Any]
Scorer = Callable[[Answers, Answers], Result]
Kind = Literal["choice", "many", "integer", "decimal", "boolean"]

COMMON_FLAGS: Mapping[str, str] = {  # clinical spec 1.15, row "any"
    INVALID_INPUT: "An answer is not one of those allowed, so nothing was scored.",
    INCOMPLETE: "Answers are missing, so there is no total and no band.",
    PRORATED: "The total is estimated from the items that were answered.",
    INCONSISTENT: "Two answers contradict each other; the safer reading was kept. Ask again.",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; `short` is the wording for a row of keys.

    `points`: what it counts for where that is not its value ("no" counts 1 in a reversed question).
    """

    value: str | int | bool
    text: str
    text_es: str = ""
    short: str = ""
    loinc: str = ""
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `required`: it counts towards "7 of 11 answered" and its absence leaves a gap.  `asked_when`: pairs of
    item id and value, any one of which brings the question up (where many may be chosen: if the value is among
    them); empty means always.  `stands_for`: the item this one can answer in its place (a heart rate for the pulse
    score).  `low`, `high`: inclusive, of numbers only.  `section`: the heading it stands under.
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
    section: str = ""
    section_es: str = ""

    def accepts(self, value: object) -> bool:
        """Whether `value` is a legal answer: 1.5, "1" and True are not integers."""
        if self.kind == "boolean":
            return type(value) is bool
        if self.kind == "integer":
            return type(value) is int and self._in_range(value)
        if self.kind == "decimal":
            return type(value) in (int, float) and self._in_range(value)
        if self.kind == "many":
            return isinstance(value, (list, tuple)) and all(self._offers(each) for each in value)
        return self._offers(value)

    def applies(self, answers: Answers) -> bool:
        """Whether this question comes up, given the answers so far."""
        return not self.asked_when or any(_opens(answers.get(gate), value) for gate, value in self.asked_when)

    def points(self, value: object) -> int | None:
        """What an answer counts for; None where it counts for nothing."""
        if self.kind in ("integer", "boolean"):
            return int(value) if isinstance(value, int) else None
        chosen = next((option for option in self.options if _same(option.value, value)), None)
        if chosen is None or chosen.points is not None:
            return chosen.points if chosen else None
        return chosen.value if type(chosen.value) is int else None

    def _in_range(self, value: Any) -> bool:
        if isinstance(value, float) and not math.isfinite(value):
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
class Subscale:
    """One of several scores of an instrument that has no total, 0 to `high`; `worse_when` says which way is worse."""

    code: str
    title: str
    items: tuple[str, ...]
    high: int
    worse_when: Literal["higher", "lower"] = "higher"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire or observation scale, with all that a form, a result page and a print-out show.

    `bands` stand from the least grave to the gravest.  `interval` says in words when it is asked; `repeats` and
    `follows` say it for arithmetic.  `top`: the highest score where the bands do not tell it.  `caution`: what makes
    a result read wrong, shown beside every one.  `pack`: the content pack it comes in, empty where it is always offered.
    """

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
    subscales: tuple[Subscale, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    follows: tuple[Follows, ...] = ()
    top: int | None = None
    caution: str = ""
    pack: str = ""

    @property
    def highest(self) -> int | None:
        """The highest score there can be; None where there is no score."""
        highs = [band.high for band in self.bands if band.high is not None]
        return self.top if self.top is not None else max(highs, default=None)

    def score(self, answers: object, context: object = None) -> Result:
        """The result for any input whatever: never raises, impossible answers give `invalid`."""
        errors = faults(self.items, answers, "answers") + context_faults(self.context, context)
        return invalid(*errors) if errors else self.scorer(given(answers), given(context))

    def counts(self, item: Item) -> bool:
        """Whether the answer adds to a score: not how difficult it all is, which drug, or how satisfied somebody is."""
        if self.subscales:
            return any(item.id in scale.items for scale in self.subscales)
        return item.required

    def points(self, result: Result) -> int | None:
        """The score where it is whole points, of which more is worse; None for months of remission."""
        return result.score if self.highest is not None and isinstance(result.score, int) else None

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

    def gravity(self, code: str | None) -> int | None:
        """The place of a band from the least grave, which is 0; None when a result has no band."""
        return next((place for place, band in enumerate(self.bands) if band.code == code), None)

    def meaning(self, flag: str) -> str:
        """One sentence on what a flag means."""
        return self.flags.get(flag) or COMMON_FLAGS.get(flag, flag)

    def applies(self, answers: object) -> tuple[str, ...]:
        """Ids of the questions that come up, given the answers so far."""
        return tuple(item.id for item in self._up(given(answers)))

    def missing(self, answers: object) -> tuple[str, ...]:
        """Ids of the required questions that come up and have no answer, in the instrument's order."""
        known = given(answers)
        held = set(known) | {item.stands_for for item in self.items if item.id in known}
        return tuple(item.id for item in self._up(known) if item.required and item.id not in held)

    def answered(self, answers: object) -> tuple[int, int]:
        """How many of the required questions that come up have an answer: (7, 11) is "7 of 11 answered"."""
        asked = sum(item.required for item in self._up(given(answers)))
        return asked - len(self.missing(answers)), asked

    def repeat_after(self, band: str | None) -> Repeat | None:
        """When it is asked again after a result of that band; None where no interval is set."""
        return next((each for each in self.repeats if not each.bands or band in each.bands), None)

    def _up(self, known: Answers) -> list[Item]:
        """The questions that come up.  A gate that does not come up itself opens nothing; gates stand before what they open."""
        seen: dict[str, Any] = {}
        found = []
        for item in self.items:
            if item.applies(seen):
                found.append(item)
                seen |= {item.id: known[item.id]} if item.id in known else {}
        return found


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


def _opens(answer: object, value: object) -> bool:
    """Whether an answer is the one that opens a gate, or one of those chosen is."""
    if isinstance(answer, (list, tuple)):
        return any(_same(each, value) for each in answer)
    return _same(answer, value)


def _same(left: object, right: object) -> bool:
    """Equality without Python's True == 1 == 1.0."""
    return type(left) is type(right) and left == right
