"""People found again by birth date and telephone number, as fast for ten thousand as for ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from recovery.accounts.permissions import Permission, require
from recovery.patients import rules
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint

if TYPE_CHECKING:
    from recovery.accounts.models import User

Key = TypeVar("Key", bound=Hashable)


class Crowd(Generic[Key]):
    """Those whom a newcomer may be: people who are here, or the rows above."""

    def __init__(self) -> None:
        self.people: dict[Key, rules.Person] = {}
        self.by_date: dict[date, list[Key]] = defaultdict(list)
        self.by_phone: dict[str, list[Key]] = defaultdict(list)

    def add(self, key: Key, person: rules.Person) -> None:
        self.people[key] = person
        self.by_date[person.birth_date].append(key)
        for number in person.phones:
            self.by_phone[number].append(key)

    def like(self, person: rules.Person) -> list[Key]:
        """Who is probably this person, the likest first."""
        days = {person.birth_date, *rules.date_slips(person.birth_date)}
        near = {key: None for day in days for key in self.by_date.get(day, ())}
        for number in person.phones:
            near |= {key: None for like in {number, *rules.phone_slips(number)} for key in self.by_phone.get(like, ())}
        points = {key: rules.likeness(person, self.people[key]) for key in near}
        return sorted((key for key in near if points[key] >= rules.LIKELY), key=lambda key: -points[key])


def everybody(actor: User) -> Crowd[tuple[UUID, str]]:
    """Everybody known, in reach or not, by key and record number; two queries however many.

    For a program that compares: whoever shows one of them to somebody records it.
    """
    require(actor, Permission.REGISTER_PATIENT)
    phones: dict[UUID, set[str]] = defaultdict(set)
    for patient_id, number in ContactPoint.objects.filter(address__startswith="+").values_list("patient_id", "address"):
        phones[patient_id].add(number)
    known: Crowd[tuple[UUID, str]] = Crowd()
    for each in Patient.objects.in_use().only("number", "search_name", "birth_date"):
        person = rules.Person(each.search_name, each.birth_date, frozenset(phones[each.pk]))
        known.add((each.pk, each.record_number), person)
    return known
