"""Writing what was planned: all of it or nothing, many rows of each table at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.actions import new_contact_point
from recovery.patients.codes import Stage
from recovery.patients.importing.forms import Entry
from recovery.patients.importing.keys import WHOLE
from recovery.patients.importing.planning import Outcome, Planned
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient, StageChange
from recovery.patients.models.contact_points import ContactPoint

if TYPE_CHECKING:
    from recovery.accounts.models import User

BATCH = 100  # people written at once


class SomeRowsFail(Exception):
    """Rows need somebody's decision first; nothing was written."""


class ImportedMeanwhile(Exception):
    """Another import has written some of these people since the rows were judged; nothing was written."""


@transaction.atomic
def import_patients(
    *,
    planned: Sequence[Planned],
    only_valid: bool = False,
    by: User,
    at: datetime,
    seen: Callable[[int], None] = lambda done: None,
) -> int:
    """Register everybody who is to be created, with contact points and episode; returns how many.

    Raises SomeRowsFail when a row fails, unless `only_valid`, and ImportedMeanwhile.  One transaction: a crash leaves
    nothing half done.  The trail has one event a person, which names all that was made with them.
    """
    require(by, Permission.REGISTER_PATIENT)
    require(by, Permission.OPEN_EPISODE)
    if not only_valid and any(each.fails for each in planned):
        raise SomeRowsFail
    once(WHOLE)
    new = [each for each in planned if each.outcome is Outcome.CREATE]
    if Patient.objects.filter(submission_id__in=[each.entry.key for each in new if each.entry]).exists():
        raise ImportedMeanwhile
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        _write(batch, by=by, at=at)
        seen(start + len(batch))
    return len(new)


def _write(batch: Sequence[Planned], *, by: User, at: datetime) -> None:
    """Two queries a table and none a person; the rows are those of `register_patient` and `open_episode`."""
    entries = [each.entry for each in batch if each.entry]
    numbers = _next_numbers(len(entries))
    patients = [_patient(entry, number, by) for entry, number in zip(entries, numbers, strict=True)]
    people = list(zip(patients, entries, strict=True))
    contacts = [new_contact_point(patient, each, at) for patient, entry in people for each in entry.contacts]
    episodes = [_episode(patient, entry, by, at) for patient, entry in people if entry.episode]
    leads = {entry.episode["submission_id"]: entry.episode["lead"] for entry in entries if entry.episode}
    Patient.objects.bulk_create(patients)
    ContactPoint.objects.bulk_create(contacts)
    EpisodeOfCare.objects.bulk_create(episodes)
    StageChange.objects.bulk_create(
        StageChange(episode=each, to_stage=Stage.REFERRED, by=by, at=at) for each in episodes
    )
    CareTeamMember.objects.bulk_create(
        CareTeamMember(episode=each, member=leads[each.submission_id], leads=True, since=at, assigned_by=by)
        for each in episodes
    )
    for each, patient in zip(batch, patients, strict=True):
        each.records = [patient.record_number]
    made = _keys_made([*contacts, *episodes])
    despite = {each.entry.key: each.despite for each in batch if each.entry}
    audit.created_together(
        made=((each, each.pk, _detail(made.get(each.pk, []), despite[each.submission_id])) for each in patients),
        by=by,
        at=at,
    )


def _patient(entry: Entry, number: int, by: User) -> Patient:
    patient = Patient(**entry.own, number=number, registered_by=by, submission_id=entry.key)
    patient.make_findable()
    return patient


def _episode(patient: Patient, entry: Entry, by: User, at: datetime) -> EpisodeOfCare:
    given = {name: value for name, value in (entry.episode or {}).items() if name != "lead"}
    return EpisodeOfCare(patient=patient, opened_by=by, opened_at=at, **given)


def _keys_made(rows: Sequence[ContactPoint | EpisodeOfCare]) -> dict[UUID, list[str]]:
    """The keys of what was made with each patient."""
    made: dict[UUID, list[str]] = {}
    for each in rows:
        made.setdefault(each.patient_id, []).append(str(each.pk))
    return made


def _detail(made: list[str], despite: list[UUID]) -> dict[str, object]:
    """What the trail says of one person; `despite` are likely matches that were looked at and are others."""
    gone_past = {"despite": [str(each) for each in despite]} if despite else {}
    return {"imported": True, "with": made, **gone_past}


def _next_numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patient_number') FROM generate_series(1, %s)", [count])
        return sorted(int(number) for (number,) in cursor.fetchall())
