"""The bases every table stands on: keys, immutability, optimistic versions, and drafts."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from recovery.core.ids import uuid7


class StaleEdit(Exception):
    """Somebody else saved first.  `current` is the row as it stands in the database."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Somebody else changed this while you were editing.")
        self.current = current


class Record(models.Model):
    """A row with a time-ordered key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    phi: frozenset[str] = frozenset()  # names of the fields that hold protected health information

    class Meta:
        abstract = True


class VersionedRecord(Record):
    """A row that two people may edit: each save names the version it was made from."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, version: int) -> None:
        """Save this row if it still stands at `version`; raises StaleEdit when it does not."""
        claimed = type(self)._base_manager.filter(pk=self.pk, version=version).update(version=version + 1)
        if not claimed:
            raise StaleEdit(type(self)._base_manager.get(pk=self.pk))
        self.version = version + 1
        self.save()


class ImmutableRecord(Record):
    """A row that never changes once written: the database refuses UPDATE, DELETE and TRUNCATE.

    A correction is a new row that supersedes this one.
    """

    class Meta:
        abstract = True
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            # Row triggers do not see TRUNCATE.
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only: a second save is a programming error, said before the database says it."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} never changes; write a new one that supersedes it.")
        super().save(*args, **{**kwargs, "force_insert": True})


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, actor: Any, form_code: str, subject_id: Any) -> Self:
        return self.filter(actor=actor, form_code=form_code, subject_id=subject_id)


class Draft(Record):
    """A form in progress, kept on the server: what was typed, before it is anything clinical.

    `seq` strictly rises, so that a late autosave never overwrites a newer one; `submission_id` is made with
    the draft and becomes the unique key of what is finally submitted.  No `actor`: the person whom it is about,
    who has no account and writes by a link or on a tablet that was handed over.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    form_code = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    base_version = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    seq = models.PositiveBigIntegerField(default=0)
    submission_id = models.UUIDField(default=uuid7, unique=True)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()
    phi = frozenset({"data"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "form_code", "subject_id"], nulls_distinct=False, name="one_draft_a_writer"
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="draft_updated")]

    @property
    def writer(self) -> str:
        """Who writes it, in words."""
        return self.actor.name if self.actor else "The person themselves"
