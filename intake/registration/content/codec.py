"""Content to JSON and back: one reading of the types that the dataclasses themselves declare.

Anything that is not what a dataclass declares is refused, so that what is kept can always be read again.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from intake.registration.content.partial_date import PartialDate, from_iso

T = TypeVar("T")


class NotContent(ValueError):
    """JSON that is not the content it should be."""


def to_json(value: Any) -> Any:
    """Plain JSON values; dates as ISO text, sets sorted."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return value.iso
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(to_json(each) for each in value)
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    return value


def from_json(kind: type[T], kept: Any) -> T:
    """A `kind` from what `to_json` made of one; raises NotContent."""
    try:
        made: T = _read(kind, kept)
    except (KeyError, TypeError, ValueError) as error:
        raise NotContent(f"{kind.__name__}: {error}") from error
    return made


def _read(kind: Any, kept: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if kept is None else _read(next(each for each in inner if each is not type(None)), kept)
    if origin is tuple:
        return tuple(_read(inner[0], each) for each in _list(kept))
    if origin is frozenset:
        return frozenset(_read(inner[0], each) for each in _list(kept))
    if kind is PartialDate:
        return from_iso(kept)
    if is_dataclass(kind):
        return _dataclass(kind, kept)
    if kind in (date, datetime):
        return kind.fromisoformat(kept)
    if issubclass(kind, Enum):
        return kind(kept)
    if type(kept) is not kind:
        raise NotContent(f"{kept!r} is no {kind.__name__}")
    return kept


def _dataclass(kind: Any, kept: Any) -> Any:
    if not isinstance(kept, Mapping):
        raise NotContent(f"{kind.__name__} is an object")
    hints = _hints(kind)
    if unknown := set(kept) - set(hints):
        raise NotContent(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**{name: _read(hints[name], value) for name, value in kept.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    declared = get_type_hints(kind)
    return {field.name: declared[field.name] for field in fields(kind)}


def _list(kept: Any) -> list[Any]:
    if not isinstance(kept, list):
        raise NotContent(f"{kept!r} is no list")
    return kept
