"""What a person typed into the search box: a record number, a birth date in any usual writing, or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recovery.patients.rules.names import searchable

RECORD_NUMBER = re.compile(r"(?:r[\s-]*)?(\d{5,7})", re.IGNORECASE)  # numbers start at 20001
DATES = (
    "%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%m/%d/%y", "%m%d%Y",
)  # fmt: skip  # month first, as dates are written in the USA


class Kind(StrEnum):
    NOTHING = "nothing"
    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One of the values, as `kind` says."""

    kind: Kind
    number: int = 0
    birth_date: date | None = None
    name: str = ""


def parse(text: str, *, today: date) -> Lookup:
    """Read what was typed; a date of two-digit year is taken from the past."""
    text = " ".join(text.split())
    if match := RECORD_NUMBER.fullmatch(text):
        return Lookup(Kind.NUMBER, number=int(match[1]))
    if day := _birth_date(text, today):
        return Lookup(Kind.BIRTH_DATE, birth_date=day)
    name = searchable(text)
    return Lookup(Kind.NAME, name=name) if name else Lookup(Kind.NOTHING)


def _birth_date(text: str, today: date) -> date | None:
    plain = text.replace(",", "").replace("Sept ", "Sep ")
    plain = re.sub(r"(?<=[A-Za-z])\.", "", plain)
    for form in DATES:
        try:
            day = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        return day.replace(year=day.year - 100) if form.endswith("%y") and day > today else day
    return None
