"""The waiting list: places of referrals, and of people whose assessment said to wait."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.referrals import rules
from intake.referrals.fields import PRIORITIES, known_reasons, reasons_field
from intake.referrals.states import Why
from recovery.core.models import VersionedRecord


class WaitingListQuerySet(models.QuerySet["WaitingListEntry"]):
    def current(self) -> WaitingListQuerySet:
        """Without places of an episode that ended otherwise: closed because its record was merged into another."""
        return self.filter(off_at__isnull=True).exclude(episode__stage="closed")

    def in_turn(self) -> WaitingListQuerySet:
        """Those who wait, in the order in which their turn comes."""
        return self.current().order_by("priority", "since", "id")


class WaitingListEntry(VersionedRecord):
    """A place on the waiting list: of a referral, or of an episode whose assessment said to wait."""

    referral = models.ForeignKey("intake.Referral", null=True, on_delete=models.PROTECT, related_name="waiting")
    episode = models.ForeignKey("patients.EpisodeOfCare", null=True, on_delete=models.PROTECT, related_name="waiting")
    reasons = reasons_field()
    priority = models.PositiveSmallIntegerField(choices=PRIORITIES)
    since = models.DateTimeField()  # what the order counts from; a person who waited before keeps it
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why, blank=True)

    phi = frozenset({"referral", "episode", "reasons", "priority", "why"})

    objects = WaitingListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["priority", "since", "id"], condition=Q(off_at__isnull=True), name="waiting_in_turn")
        ]
        constraints = [
            models.CheckConstraint(condition=known_reasons(), name="waiting_reasons_known"),
            models.CheckConstraint(
                condition=Q(referral__isnull=True) ^ Q(episode__isnull=True), name="waiting_for_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(off_at__isnull=True, off_by__isnull=True, why="")
                | (Q(off_at__isnull=False, off_by__isnull=False) & ~Q(why="")),
                name="off_the_list_by_somebody",
            ),
            models.UniqueConstraint(fields=["referral"], condition=Q(off_at__isnull=True), name="referral_waits_once"),
            models.UniqueConstraint(fields=["episode"], condition=Q(off_at__isnull=True), name="episode_waits_once"),
        ]

    @property
    def reason_labels(self) -> list[str]:
        return rules.labels(self.reasons)
