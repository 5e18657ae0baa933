"""Is this the same person?  Likeness of name, birth date and phone, scored without a database.

Source: our own policy.  Staff decide; the score only says who is shown.  Two points a sure sign, one a slip of
the pen: `LIKELY` needs one sure sign and one slip, so that neither a common name nor a shared phone is enough.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from recovery.patients.names import searchable

SAME, SLIP, LIKELY = 2, 1, 3  # points; policy
SAME_NAME = 0.85  # likeness of names, 0 to 1, from which they are one name misspelt; policy
LIKE_NAME = 0.7  # from which they may be; policy
OLDEST = 120  # years; nobody in care is older; policy


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared; `phones` are E.164 numbers."""

    names: str
    birth_date: date
    phones: frozenset[str] = frozenset()


def likeness(new: Person, known: Person) -> int:
    """0 to 6 points; from `LIKELY` up the two are probably one person."""
    return _names(new.names, known.names) + _dates(new.birth_date, known.birth_date) + _phones(new.phones, known.phones)


def name_likeness(one: str, other: str) -> float:
    """0 to 1, whatever the order of given and family name; each name may be the short form of the other."""
    left, right = sorted(searchable(one).split()), sorted(searchable(other).split())
    if not left or not right:
        return 0.0
    whole = SequenceMatcher(None, " ".join(left), " ".join(right)).ratio()
    fewer, more = sorted((left, right), key=len)
    parts = [max(SequenceMatcher(None, part, whom).ratio() for whom in more) for part in fewer]
    return max(whole, sum(parts) / len(parts) if len(parts) > 1 else 0.0)


def date_slips(day: date) -> frozenset[date]:
    """Dates that a slip makes of `day`: day and month swapped, one digit wrong, two neighbours swapped."""
    swapped = _date(f"{day.year:04}{day.day:02}{day.month:02}")
    slips = {_date(text) for text in _slips(f"{day:%Y%m%d}")} | {swapped}
    return frozenset(each for each in slips if each is not None and each != day)


def phone_slips(number: str) -> frozenset[str]:
    """E.164 numbers with one digit wrong or two neighbours swapped; the country's code is taken as right."""
    return frozenset(number[:2] + rest for rest in _slips(number[2:]) if number[2:] != rest)


def _names(one: str, other: str) -> int:
    likeness = name_likeness(one, other)
    return SAME if likeness >= SAME_NAME else SLIP if likeness >= LIKE_NAME else 0


def _dates(one: date, other: date) -> int:
    return SAME if one == other else SLIP if other in date_slips(one) else 0


def _phones(some: frozenset[str], others: frozenset[str]) -> int:
    if some & others:
        return SAME
    return SLIP if any(phone_slips(number) & others for number in some) else 0


def _slips(digits: str) -> Iterator[str]:
    for place, digit in enumerate(digits):
        yield from (digits[:place] + other + digits[place + 1 :] for other in string.digits if other != digit)
        if place + 1 < len(digits) and digits[place + 1] != digit:
            yield digits[:place] + digits[place + 1] + digit + digits[place + 2 :]


def _date(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
