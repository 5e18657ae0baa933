"""Which records still stand for a person, and which may be put side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from recovery.accounts.permissions import Permission, may

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.patients.models import Patient


class MergingQuerySet(models.QuerySet["Patient"]):
    """People, some of whose records were merged into another."""

    def in_use(self) -> Self:
        """Without the records that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def mergeable_by(self, actor: User) -> Self:
        """Whose record `actor` may put beside another: everybody's, for a duplicate mostly lies out of reach."""
        return self.in_use() if may(actor, Permission.MERGE_PATIENTS) else self.none()

    def numbered(self, number: int) -> Self:
        """The record with this number, or the one that a record with this number was merged into."""
        merged: Any = self.model._base_manager.filter(number=number, merged_into__isnull=False)
        return self.filter(Q(number=number) | Q(pk__in=merged.values("merged_into")))

    def one_person(self, patient: Patient) -> Self:
        """This record and all that were merged into it: rows that never change stay at theirs."""
        return self.filter(Q(pk=patient.pk) | Q(merged_into=patient))
