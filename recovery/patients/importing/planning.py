"""What importing would do with every row, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.patients.importing.crowd import Crowd, everybody
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


def plan(rows: list[Row], *, by: User, at: datetime, seen: Seen = lambda done: None) -> list[Planned]:
    """Judge every row; likely matches that are shown are recorded as such.  `seen` hears how many rows are done.

    Judging computes for long and asks the database nothing: a transaction held open for it would be ended as idle.
    """
    require(by, Permission.REGISTER_PATIENT)
    leads = {user.email: user for user in User.objects.who_lead_care()}
    judge = Judge(_already_here(row.cells.get("external_id", "") for row in rows), everybody(by))
    planned = []
    for done, row in enumerate(rows, start=1):
        planned.append(judge.of(row, RowForm(row.cells, today=localdate(at), leads=leads)))
        seen(done)
    with transaction.atomic():
        for key in judge.shown:
            audit.read("likely match", by=by, at=at, patient_id=key, resource_id=key)
    return planned


class Judge:
    """Says of one row after another what becomes of it, and remembers those before."""

    def __init__(self, imported: dict[UUID, Patient], here: Crowd[tuple[UUID, str]]) -> None:
        self.imported, self.here = imported, here
        self.shown: list[UUID] = []  # people of whom the report tells
        self.rows: dict[str, int] = {}  # the numbers of the rows so far, by external id
        self.above: Crowd[str] = Crowd()

    def of(self, row: Row, form: RowForm) -> Planned:
        if row.problem:
            return Planned(row, Outcome.ERROR, [row.problem])
        if not form.is_valid():
            return Planned(row, Outcome.ERROR, [f"{name}: {say}" for name, says in form.errors.items() for say in says])
        entry = form.entry()
        if entry.external_id in self.rows:
            say = f"external_id: The same stands in row {self.rows[entry.external_id]}. Remove one."
            return Planned(row, Outcome.ERROR, [say])
        self.rows[entry.external_id] = row.number
        if patient := self.imported.get(entry.key):
            return _here(row, entry, patient)
        return self._new(row, entry)

    def _new(self, row: Row, entry: Entry) -> Planned:
        matches = self.here.like(entry.person)
        self.shown += [key for key, _ in matches]
        unlooked = [number for _, number in matches if number not in entry.despite]
        above = [self.rows[each] for each in self.above.like(entry.person) if each.upper() not in entry.despite]
        self.above.add(entry.external_id, entry.person)
        reasons = [f"Probably the same person as row {number}." for number in sorted(above)]
        if unlooked:
            reasons.append("Probably somebody who is here already: the report has the record number.")
        if reasons:
            reasons.append("If they are two people, write the other's number or external_id into despite_match.")
            return Planned(row, Outcome.MATCH, reasons, unlooked)
        return Planned(row, Outcome.CREATE, entry=entry, despite=[key for key, _ in matches])


def _here(row: Row, entry: Entry, patient: Patient) -> Planned:
    """Imported before: nothing is written over, what differs is named."""
    differing = [name for name in OWN if name in row.cells and entry.own[name] != getattr(patient, name)]
    reasons = [f"{name}: differs from the record, which was left as it is." for name in differing]
    return Planned(row, Outcome.HERE, reasons, [patient.record_number])


def _already_here(external_ids: Iterable[str]) -> dict[UUID, Patient]:
    """Who was imported before, by the key of their row; a merged record stands for its survivor."""
    keys = [person_key(each) for each in external_ids]
    found = Patient.objects.select_related("merged_into").filter(submission_id__in=keys)
    return {each.submission_id: each.merged_into or each for each in found}
