"""Records that are not there any more because they were merged into another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from recovery.patients.models import Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User


class RecordMerged(Http404):
    """This record was merged into `survivor_id`, which is within the actor's reach."""

    def __init__(self, survivor_id: UUID) -> None:
        super().__init__()
        self.survivor_id = survivor_id


def missing(actor: User, patient_id: UUID) -> Http404:
    """What to raise for a record that is not there: RecordMerged where it lives on within reach."""
    survivor = Patient.objects.within_reach_of(actor).filter(merged_records=patient_id).first()
    return RecordMerged(survivor.pk) if survivor else Http404()
