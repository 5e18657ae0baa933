"""Is this the same person?  Likeness of name, birth date and phone, scored without a database."""

from recovery.patients.rules.likeness import LIKELY, OLDEST, Person, date_slips, likeness, name_likeness, phone_slips

__all__ = ["LIKELY", "OLDEST", "Person", "date_slips", "likeness", "name_likeness", "phone_slips"]
