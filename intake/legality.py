"""The database's own check of answers, built from the instruments, so that form, rule and database cannot disagree.

For every room that keeps a copy of answers.

One SQL/JSON path an instrument.  (Lookups like `answers__1` would not do: Django reads "1" as the place in a list.)
"""

from __future__ import annotations

import json

from django.db.models import BooleanField, F, Func, Q, Value

from intake.instruments import INSTRUMENTS, Instrument, Item

_TYPES = {str: "string", int: "number", bool: "boolean"}


def legal_answers(field: str) -> Q:
    """Every answer in the JSON `field` is known to its instrument and of a value that is allowed, or null.

    Needs a column `instrument` beside `field`.
    """
    legal = Q()
    for code, instrument in INSTRUMENTS.items():
        path = Func(
            F(field), Value(answers_path(instrument)), function="jsonb_path_exists", output_field=BooleanField()
        )
        legal &= ~Q(instrument=code) | Q(path)
    return legal


def answers_path(instrument: Instrument) -> str:
    """The path that finds something only in an object whose every pair is a legal answer.

    Types are asked before values: in a path, comparing a text with a number is neither true nor false.
    """
    pairs = " || ".join(f'(@.key == "{item.id}" && {_value(item)})' for item in instrument.items)
    return f'$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!({pairs}))))'


def _value(item: Item) -> str:
    return f'(@.value.type() == "null" || {_kind(item)})'


def _kind(item: Item) -> str:
    if item.kind == "boolean":
        return '@.value.type() == "boolean"'
    if item.kind == "integer":
        limits = [f"@.value >= {item.low}"] * (item.low is not None) + [f"@.value <= {item.high}"] * (
            item.high is not None
        )
        return f'(@.value.type() == "number" && {" && ".join(["@.value.floor() == @.value", *limits])})'
    if item.kind == "many":
        return f'(@.value.type() == "array" && !exists(@.value[*] ? (!{_offered(item, "@")})))'
    return _offered(item, "@.value")


def _offered(item: Item, where: str) -> str:
    kind = _TYPES[type(item.options[0].value)]
    values = " || ".join(f"{where} == {json.dumps(option.value)}" for option in item.options)
    return f'({where}.type() == "{kind}" && ({values}))'
