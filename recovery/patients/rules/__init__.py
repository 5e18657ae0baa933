"""Is this the same person?  Likeness of name, birth date and phone, scored without a database."""

from recovery.patients.rules.likeness import (
    LIKE_NAME,
    LIKELY,
    OLDEST,
    SAME_NAME,
    Names,
    Person,
    Word,
    date_slips,
    likeness,
    name_likeness,
    phone_slips,
)

__all__ = [
    "LIKELY",
    "LIKE_NAME",
    "OLDEST",
    "SAME_NAME",
    "Names",
    "Person",
    "Word",
    "date_slips",
    "likeness",
    "name_likeness",
    "phone_slips",
]
