"""Record numbers, for the trail's own readers: they find people by number, and see numbers, never names."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from recovery.patients.models import Patient


class NoSuchRecord(Exception):
    """No person has this record number."""

    def __init__(self) -> None:
        super().__init__("There is no record with this number. Look at the number again.")


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
