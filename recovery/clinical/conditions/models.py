"""Diagnoses of an episode of care, as a clinician assigned them.  The words are HL7 FHIR's Condition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from recovery.clinical.conditions.codes import ClinicalStatus, Rank, Verification
from recovery.clinical.conditions.icd10 import CODES, FAMILIES, Code
from recovery.core.models import ImmutableRecord


class ConditionQuerySet(models.QuerySet["Condition"]):
    def current(self) -> ConditionQuerySet:
        """Those that stand: no later row took their place, and none was an error."""
        return self.filter(superseded_by__isnull=True).exclude(verification=Verification.ENTERED_IN_ERROR)


class Condition(ImmutableRecord):
    """One diagnosis; a change is a new row that supersedes this one, with a reason.

    `because`, `source` and `rule_id` are those of the suggestion that it was assigned from, empty where there was none.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="conditions")
    icd10 = models.CharField(max_length=8)
    rank = models.CharField(max_length=12, choices=Rank)
    clinical_status = models.CharField(max_length=9, choices=ClinicalStatus)
    verification = models.CharField(max_length=16, choices=Verification)
    onset_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    because = models.TextField(blank=True)
    source = models.TextField(blank=True)
    rule_id = models.CharField(max_length=40, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    change_reason = models.TextField(blank=True)

    phi = frozenset(
        {
            "episode", "icd10", "rank", "clinical_status", "verification", "onset_on", "note", "because", "supersedes",
            "change_reason",
        }
    )  # fmt: skip

    objects = ConditionQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "-assigned_at"], name="condition_episode")]
        constraints = [
            models.CheckConstraint(condition=Q(icd10__in=sorted(CODES)), name="condition_code_known"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(change_reason=""), name="condition_change_has_reason"
            ),
        ]

    @property
    def coded(self) -> Code:
        return CODES[self.icd10]

    @property
    def title(self) -> str:
        return self.coded.title

    @property
    def family(self) -> str:
        """The everyday name of its family: "Alcohol use disorder"."""
        return FAMILIES[self.coded.family]

    @property
    def is_principal(self) -> bool:
        return self.rank == Rank.PRINCIPAL
