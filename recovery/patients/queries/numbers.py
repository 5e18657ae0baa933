"""Record numbers, for the trail's own readers: they find people by number, and see numbers, never names."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from recovery.patients.models import Patient


class NoSuchRecord(Exception):
    """No person has this record number."""

    def __init__(self) -> None:
        super().__init__("There is no record with this number. Look at the number again.")


def of_one_person(patient_id: UUID | None) -> frozenset[UUID]:
    """The keys of all records that are one with this one: those merged into it, and the one it was merged into."""
    if patient_id is None:
        return frozenset()
    start = Patient.objects.filter(pk=patient_id).values("merged_into")
    together = Q(pk=patient_id) | Q(merged_into=patient_id) | Q(pk__in=start) | Q(merged_into__in=start)
    return frozenset(Patient.objects.filter(together).values_list("pk", flat=True))


def record_id(number: int | None) -> UUID | None:
    """The key of the person with this record number, None for no number; raises NoSuchRecord."""
    if number is None:
        return None
    found = Patient.objects.filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchRecord
    return found


def record_numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Record numbers by key; people who are not there are left out."""
    return {patient.pk: patient.record_number for patient in Patient.objects.filter(pk__in=ids).only("number")}
