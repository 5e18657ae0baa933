"""Two records found to be of one person: what was joined, what stood before, and the taking back of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from recovery.core.models import ImmutableRecord


class PatientMerge(ImmutableRecord):
    """One merge: `merged` became part of `survivor`.

    `moved` is a list of {"field", "from", "to", "ids"}; `stayed` maps a field to the ids of rows that the survivor
    has too; `before` holds the values that the merge changed, and `after` what it put in their place.
    """

    survivor = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="merged_by")
    moved = models.JSONField()
    stayed = models.JSONField()
    before = models.JSONField()
    after = models.JSONField()
    closed_episode = models.ForeignKey(
        "patients.EpisodeOfCare", null=True, on_delete=models.PROTECT, related_name="closed_by_merges"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"survivor", "merged", "moved", "stayed", "before", "after", "closed_episode", "reason"})

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_of_two"),
        ]

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone")


class MergeUndone(ImmutableRecord):
    """The merge was wrong: both records stand apart again."""

    merge = models.OneToOneField(PatientMerge, on_delete=models.PROTECT, related_name="undone")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"merge", "reason"})

    class Meta(ImmutableRecord.Meta):
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="undoing_has_reason")]
