"""Interim services: what was done for somebody who must wait, by whom and when, and when one was recorded by mistake."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from intake.referrals.codes import Mistake, Service
from recovery.core.models import ImmutableRecord


class InterimServicesQuerySet(models.QuerySet["InterimServices"]):
    def standing(self) -> InterimServicesQuerySet:
        """Those that were given, and not taken back as a mistake."""
        return self.filter(mistake="", superseded_by__isnull=True)


class InterimServices(ImmutableRecord):
    """What was given once to somebody who waits: of a referral, or of an episode whose assessment said to wait.

    Codes only, so that the row stays when the referral is forgotten.  A row with a `mistake` says that the one it
    supersedes does not stand.
    """

    referral = models.ForeignKey("intake.Referral", null=True, on_delete=models.PROTECT, related_name="interim")
    episode = models.ForeignKey("patients.EpisodeOfCare", null=True, on_delete=models.PROTECT, related_name="interim")
    services = ArrayField(models.CharField(max_length=10, choices=Service), default=list, blank=True)
    where_to = models.CharField(max_length=120, blank=True)  # a place, never a person
    given_at = models.DateTimeField()
    mistake = models.CharField(max_length=12, choices=Mistake, blank=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"referral", "episode", "services", "where_to", "mistake", "supersedes"})

    objects = InterimServicesQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(referral__isnull=True) ^ Q(episode__isnull=True), name="interim_for_one_thing"
            ),
            models.CheckConstraint(condition=Q(services__contained_by=Service.values), name="interim_services_known"),
            models.CheckConstraint(
                condition=Q(mistake="", supersedes__isnull=True) & ~Q(services=[])
                | (~Q(mistake="") & Q(supersedes__isnull=False, services=[])),
                name="interim_given_or_taken_back",
            ),
        ]

    @property
    def service_labels(self) -> list[str]:
        return [each.label for each in Service if each in self.services]
