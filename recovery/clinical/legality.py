"""The database's own check of answers, built from the instruments, so that form, rule and database cannot disagree.

One SQL/JSON path for each version of an instrument, for every room that keeps a copy of answers.  (Lookups like
`answers__1` would not do: Django reads "1" as the place in a list.)
"""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db.models import BooleanField, F, Func, Q, Value

from recovery.clinical.instruments import EDITIONS, Instrument, Item

_IS_NUMBER = '@.value.type() == "number"'
_TYPES = {str: "string", int: "number", bool: "boolean"}


def legal_answers(field: str, *, of: Collection[str] = ()) -> Q:
    """Every answer in the JSON `field` is known to its instrument's version and of a value that is allowed, or null.

    Needs the columns `instrument` and `instrument_version` beside `field`; a version that is not installed has no legal
    answers.  `of`: the codes a table can hold, where it holds few; its constraint then changes only with those.
    """
    legal = Q()
    for edition in EDITIONS:
        if not of or edition.code in of:
            path = Func(
                F(field), Value(answers_path(edition)), function="jsonb_path_exists", output_field=BooleanField()
            )
            legal |= Q(instrument=edition.code, instrument_version=edition.version) & Q(path)
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
    if item.kind in ("integer", "decimal"):
        whole = ["@.value.floor() == @.value"] if item.kind == "integer" else []
        low = [f"@.value >= {item.low}"] if item.low is not None else []
        high = [f"@.value <= {item.high}"] if item.high is not None else []
        return f"({' && '.join([_IS_NUMBER, *whole, *low, *high])})"
    if item.kind == "many":
        return f'(@.value.type() == "array" && !exists(@.value[*] ? (!{_offered(item, "@")})))'
    return _offered(item, "@.value")


def _offered(item: Item, where: str) -> str:
    kind = _TYPES[type(item.options[0].value)]
    values = " || ".join(f"{where} == {json.dumps(option.value)}" for option in item.options)
    return f'({where}.type() == "{kind}" && ({values}))'
