"""Answers between the page and the instrument: what was posted as text, read as what it means.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recovery.clinical.instruments import Instrument, Item, Result
from recovery.clinical.instruments.cows import pulse_score
from recovery.clinical.instruments.craving import from_vas

YES, NO, UNKNOWN = "yes", "no", "unknown"
LONGEST = 40  # characters of one posted answer; none is longer

_DECIMAL = re.compile(r"[0-9]{1,4}([.][0-9]{1,2})?")
_STAND_INS = {"heart_rate": pulse_score, "vas_mm": from_vas}


# Where "no answer" is an answer of its own: it was asked, and it is kept as null.
_OPEN_ANSWERS = {("CSSRS", "6a"): "Not known", ("PHQ9", "9"): "Declined to answer"}
# Questions that must have been put to the person; silence is not enough (clinical spec 1.7, ITEM9_MISSING).
_MUST_BE_ASKED = {"PHQ9": ("9",)}


def open_answer(instrument: Instrument, item: Item) -> str:
    """The words of "asked, but no answer" where an item offers it, else empty."""
    if item.kind == "boolean" and item.required:
        return "Not known"
    return _OPEN_ANSWERS.get((instrument.code, item.id), "")


def not_asked(instrument: Instrument, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the questions that must be asked and were not; null means asked and declined."""
    return tuple(key for key in _MUST_BE_ASKED.get(instrument.code, ()) if key not in answers)


def read(instrument: Instrument, posted: Mapping[str, Any]) -> dict[str, Any]:
    """Item id to answer, for every item that was answered; what is not a legal answer is left out."""
    found: dict[str, Any] = {}
    for item in instrument.items:
        if item.kind == "many":
            found |= _ticked(item, posted)
            continue
        text = str(posted.get(item.id) or "").strip()
        value = _read(item, text)
        if value is not None or (text == UNKNOWN and open_answer(instrument, item)):
            found[item.id] = value
    return found


def several(posted: Mapping[str, Any], name: str) -> list[str]:
    """All texts of one name: of a form that was posted, or of a draft, which joins them with commas."""
    getlist = getattr(posted, "getlist", None)
    value = getlist(name) if getlist else posted.get(name) or []
    return value.split(",") if isinstance(value, str) else [str(each) for each in value]


def written(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `read`: the texts a form shows for stored answers."""
    return {key: _write(instrument.item(key), value) for key, value in answers.items()}


def so_far(instrument: Instrument, answers: Mapping[str, Any]) -> int | None:
    """The sum of what is answered, for the running score; None for an instrument that is not a sum."""
    filled = dict(answers)
    for item in instrument.items:
        if item.stands_for and filled.get(item.id) is not None and filled.get(item.stands_for) is None:
            filled[item.stands_for] = _STAND_INS[item.id](filled[item.id])
    if instrument.highest is None:
        return None
    return sum(item.points(filled.get(item.id)) or 0 for item in instrument.items if item.required)


def words(instrument: Instrument, item: Item, value: Any) -> str:
    """An answer as a person reads it; null is "asked, but no answer"."""
    if value is None:
        return open_answer(instrument, item) or "Not answered"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if item.kind == "many":
        return ", ".join(option.text for option in item.options if option.value in value) or "None"
    for option in item.options:
        if option.value == value:
            return option.text
    return f"{value} {item.unit}".strip()


def subscores(instrument: Instrument, result: Result) -> str:
    """The scores of an instrument without a total: "Use 3 of 12, Risk 12 of 24"; empty where it has none."""
    scores = result.extra.get("subscores") or {}
    return ", ".join(
        f"{scale.title} {scores[scale.code]} of {scale.high}"
        for scale in instrument.subscales
        if scores.get(scale.code) is not None
    )


def disagree(labels: Sequence[str]) -> str:
    """The sentence for answers that contradict each other, or one that contradicts what follows from it."""
    if len(labels) == 1:
        return f"“{labels[0]}” does not agree with the answers after it. Correct one of them."
    return f"{' and '.join(labels)} do not agree. Correct one of them."


def _read(item: Item, text: str) -> Any:
    if not text:
        return None
    if item.kind == "boolean":
        return {YES: True, NO: False}.get(text)
    if item.kind == "integer":
        value = int(text) if text.isascii() and text.isdigit() else None
        return value if item.accepts(value) else None
    if item.kind == "decimal":
        return _decimal(item, text)
    return next((option.value for option in item.options if str(option.value) == text), None)


def _ticked(item: Item, posted: Mapping[str, Any]) -> dict[str, Any]:
    chosen = several(posted, item.id)
    values = [option.value for option in item.options if str(option.value) in chosen]
    return {item.id: values} if values else {}


def _decimal(item: Item, text: str) -> int | float | None:
    """A number of at most two decimals, as it is stored: 3 and not 3.0."""
    if not _DECIMAL.fullmatch(text):
        return None
    value = float(text)
    whole = int(value) if value.is_integer() else value
    return whole if item.accepts(whole) else None


def _write(item: Item, value: Any) -> str | list[str]:
    if value is None:
        return UNKNOWN
    if item.kind == "many":
        return [str(each) for each in value]
    if item.kind == "boolean":
        return YES if value else NO
    return str(value)
