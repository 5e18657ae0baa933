"""What importing would do with every row, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.patients import queries, rules
from recovery.patients.importing.forms import OWN, Entry, RowForm
from recovery.patients.importing.keys import person_key
from recovery.patients.importing.reading import Row
from recovery.patients.models import Patient

if TYPE_CHECKING:
    Seen = Callable[[int], None]


class Outcome(StrEnum):
    CREATE = "create"
    HERE = "already here"
    MATCH = "likely duplicate"
    ERROR = "error"


@dataclass(slots=True)
class Planned:
    """What becomes of one row.  `reasons` repeat nothing of the file; `records` are the numbers of who was found."""

    row: Row
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    entry: Entry | None = None
    despite: list[UUID] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        return self.outcome in (Outcome.MATCH, Outcome.ERROR)


@transaction.atomic
def plan(rows: list[Row], *, by: User, at: datetime, seen: Seen = lambda done: None) -> list[Planned]:
    """Judge every row; likely matches that are shown are recorded as such.  `seen` hears how many rows are done."""
    require(by, Permission.REGISTER_PATIENT)
    leads = {user.email: user for user in User.objects.who_lead_care()}
    known = _already_here(row.cells.get("external_id", "") for row in rows)
    first: dict[str, int] = {}
    others = Others()
    planned = []
    for done, row in enumerate(rows, start=1):
        form = RowForm(row.cells, today=localdate(at), leads=leads)
        planned.append(_judge(row, form, first, known, others, by, at))
        seen(done)
    return planned


class Others:
    """The people of the rows above, found again by birth date and number as those in the database are."""

    def __init__(self) -> None:
        self.by_date: dict[date, list[tuple[str, rules.Person]]] = defaultdict(list)
        self.by_phone: dict[str, list[tuple[str, rules.Person]]] = defaultdict(list)

    def like(self, person: rules.Person) -> Iterator[str]:
        """External ids of rows that are probably of this person."""
        near = [each for day in {person.birth_date, *rules.date_slips(person.birth_date)} for each in self.by_date[day]]
        for number in person.phones:
            near += [
                each for near_by in {number, *rules.phone_slips(number)} for each in self.by_phone.get(near_by, ())
            ]
        for external_id, other in dict(near).items():
            if rules.likeness(person, other) >= rules.LIKELY:
                yield external_id

    def add(self, external_id: str, person: rules.Person) -> None:
        self.by_date[person.birth_date].append((external_id, person))
        for number in person.phones:
            self.by_phone[number].append((external_id, person))


def _judge(
    row: Row, form: RowForm, first: dict[str, int], known: dict[UUID, Patient], others: Others, by: User, at: datetime
) -> Planned:
    if row.problem:
        return Planned(row, Outcome.ERROR, [row.problem])
    if not form.is_valid():
        return Planned(row, Outcome.ERROR, [f"{name}: {say}" for name, says in form.errors.items() for say in says])
    entry = form.entry()
    if entry.external_id in first:
        return Planned(
            row, Outcome.ERROR, [f"external_id: The same stands in row {first[entry.external_id]}. Remove one."]
        )
    first[entry.external_id] = row.number
    if patient := known.get(entry.key):
        return _here(row, entry, patient)
    return _new(row, entry, first, others, by, at)


def _here(row: Row, entry: Entry, patient: Patient) -> Planned:
    """Imported before: nothing is written over, what differs is named."""
    differing = [name for name in OWN if name in row.cells and entry.own[name] != getattr(patient, name)]
    reasons = [f"{name}: differs from the record, which was left as it is." for name in differing]
    return Planned(row, Outcome.HERE, reasons, [patient.record_number])


def _new(row: Row, entry: Entry, first: dict[str, int], others: Others, by: User, at: datetime) -> Planned:
    person = entry.person
    matches = queries.likely_matches(
        by, names=person.names, birth_date=person.birth_date, phones=person.phones, submission_id=entry.key, at=at
    )
    unlooked = [m.patient.record_number for m in matches if m.patient.record_number not in entry.despite]
    above = [first[each] for each in others.like(person) if each.upper() not in entry.despite]
    others.add(entry.external_id, person)
    reasons = [f"Probably the same person as row {number}." for number in sorted(above)]
    if unlooked:
        reasons.append("Probably somebody who is here already: the report has the record number.")
    if reasons:
        reasons.append("If they are two people, write the other's number or external_id into despite_match.")
        return Planned(row, Outcome.MATCH, reasons, unlooked)
    return Planned(row, Outcome.CREATE, entry=entry, despite=[match.patient.pk for match in matches])


def _already_here(external_ids: Iterable[str]) -> dict[UUID, Patient]:
    """Who was imported before, by the key of their row; a merged record stands for its survivor."""
    keys = [person_key(each) for each in external_ids]
    found = Patient.objects.select_related("merged_into").filter(submission_id__in=keys)
    return {each.submission_id: each.merged_into or each for each in found}
