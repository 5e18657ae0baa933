"""Is this the same person?  Likeness of name, birth date and phone, scored without a database.

Source: our own policy.  Staff decide; the score only says who is shown.  Two points a sure sign, one a slip of
the pen: `LIKELY` needs one sure sign and one slip, so that neither a common name nor a shared phone is enough.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from recovery.patients.rules.names import searchable

SAME, SLIP, LIKELY = 2, 1, 3  # points; policy
SAME_NAME = 0.85  # likeness of names, 0 to 1, from which they are one name misspelt; policy
LIKE_NAME = 0.7  # from which they may be; policy
OLDEST = 120  # years; nobody in care is older; policy


@dataclass(frozen=True, slots=True)
class Word:
    """A text, and its letters with the how-manieth of its kind each is: "anna" has a0, n0, n1, a1."""

    text: str
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a person is called: each word, and all in one, whatever their order was."""

    words: tuple[Word, ...]
    whole: Word


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared; `phones` are E.164 numbers."""

    names: str
    birth_date: date
    phones: frozenset[str] = frozenset()
    called: Names = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "called", _called(self.names))


def likeness(new: Person, known: Person) -> int:
    """0 to 6 points; from `LIKELY` up the two are probably one person."""
    dates, phones = _dates(new.birth_date, known.birth_date), _phones(new.phones, known.phones)
    return _names(new.called, known.called) + dates + phones


def name_likeness(one: str, other: str) -> float:
    """0 to 1, whatever the order of given and family name; each name may be the short form of the other."""
    return _alike(_called(one), _called(other), _ratio)


@lru_cache(maxsize=1024)  # one person is compared with many
def date_slips(day: date) -> frozenset[date]:
    """Dates that a slip makes of `day`: day and month swapped, one digit wrong, two neighbours swapped."""
    swapped = _date(f"{day.year:04}{day.day:02}{day.month:02}")
    slips = {_date(text) for text in _slips(f"{day:%Y%m%d}")} | {swapped}
    return frozenset(each for each in slips if each is not None and each != day)


@lru_cache(maxsize=1024)
def phone_slips(number: str) -> frozenset[str]:
    """E.164 numbers with one digit wrong or two neighbours swapped; the country's code is taken as right."""
    return frozenset(number[:2] + rest for rest in _slips(number[2:]) if number[2:] != rest)


def _called(names: str) -> Names:
    words = sorted(searchable(names).split())
    return Names(tuple(_word(each) for each in words), _word(" ".join(words)))


def _word(text: str) -> Word:
    seen: Counter[str] = Counter()
    letters = set()
    for letter in text:
        letters.add(f"{letter}{seen[letter]}")
        seen[letter] += 1
    return Word(text, frozenset(letters))


def _alike(one: Names, other: Names, ratio: Callable[[Word, Word], float]) -> float:
    if not one.words or not other.words:
        return 0.0
    fewer, more = sorted((one.words, other.words), key=len)
    parts = [max(ratio(part, whom) for whom in more) for part in fewer]
    return max(ratio(one.whole, other.whole), sum(parts) / len(parts) if len(parts) > 1 else 0.0)


def _ratio(one: Word, other: Word) -> float:
    return SequenceMatcher(None, one.text, other.text).ratio()


def _at_most(one: Word, other: Word) -> float:
    """What the letters of two words let their likeness be at most: found in a tenth of the time."""
    return 2 * len(one.letters & other.letters) / (len(one.text) + len(other.text))


def _names(one: Names, other: Names) -> int:
    if _alike(one, other, _at_most) < LIKE_NAME:
        return 0
    likeness = _alike(one, other, _ratio)
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
