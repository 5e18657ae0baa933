"""What a person told at registration, section by section, each telling kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.registration.content import Content, from_json
from intake.registration.content.sections import SECTIONS, Section
from recovery.core.models import ImmutableRecord

if TYPE_CHECKING:
    from uuid import UUID


class HistoryRevisionQuerySet(models.QuerySet["HistoryRevision"]):
    def of_patient(self, patient_id: UUID) -> HistoryRevisionQuerySet:
        """Everything the person told, in whichever episode of care."""
        return self.filter(episode__patient_id=patient_id)

    def newest_first(self) -> HistoryRevisionQuerySet:
        return self.order_by("-recorded_at", "-id")

    def current(self) -> HistoryRevisionQuerySet:
        """The newest of each section that nothing has taken the place of."""
        standing = self.filter(superseded_by__isnull=True)
        return standing.order_by("section", "-recorded_at", "-id").distinct("section")


class HistoryRevision(ImmutableRecord):
    """One section as it was told on one day.  A change is a new revision that supersedes the one before.

    It belongs to the episode in which it was asked and is read for the person: a new episode shows it filled, to be confirmed.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="history_revisions")
    section = models.CharField(max_length=20)
    content = models.JSONField()
    remarks = models.JSONField(default=list)  # what looked wrong and was confirmed, in words
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"episode", "section", "content", "remarks"})

    objects = HistoryRevisionQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "section", "-recorded_at"], name="history_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(section__in=sorted(SECTIONS)), name="history_of_known_section"),
            models.UniqueConstraint(
                fields=["episode", "section"], condition=Q(supersedes__isnull=True), name="one_first_telling"
            ),
        ]

    @property
    def definition(self) -> Section:
        return SECTIONS[self.section]

    @property
    def told(self) -> Content:
        """The content in its own shape."""
        content: Content = from_json(self.definition.content, self.content)
        return content
