"""The waiting list: places of referrals, and of people whose assessment said to wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from intake.referrals import rules
from intake.referrals.codes import Priority, Why
from intake.referrals.models.fields import known_reasons, reasons_field
from recovery.core.models import VersionedRecord
from recovery.patients.codes import Stage


class WaitingListQuerySet(models.QuerySet["WaitingListEntry"]):
    def current(self) -> WaitingListQuerySet:
        """Without places of an episode that ended otherwise: closed because its record was merged into another."""
        return self.filter(off_at__isnull=True).exclude(episode__stage=Stage.CLOSED)

    def in_turn(self) -> WaitingListQuerySet:
        """Those who wait, in the order in which their turn comes."""
        return self.current().order_by("priority", "preference", "since", "id")

    def before(self, entry: WaitingListEntry) -> WaitingListQuerySet:
        """Those whose turn comes before `entry`'s."""
        return self.current().filter(_is_before(entry.priority, entry.preference, entry.since, entry.pk))

    def after(self, entry: WaitingListEntry) -> WaitingListQuerySet:
        """Those whose turn comes after `entry`'s, in turn."""
        before = _is_before(entry.priority, entry.preference, entry.since, entry.pk)
        return self.in_turn().filter(priority__gte=entry.priority).exclude(before | Q(pk=entry.pk))

    def numbered(self) -> WaitingListQuerySet:
        """Each with `number`: which in the row, from 1."""
        before = _is_before(*(OuterRef(name) for name in ("priority", "preference", "since", "pk")))
        ahead = WaitingListEntry.objects.current().filter(before).order_by().values(all=Value(1))
        return self.annotate(number=Coalesce(Subquery(ahead.annotate(found=Count("pk")).values("found")), 0) + 1)


def _is_before(priority: Any, preference: Any, since: Any, key: Any) -> Q:
    """The order in which turns come, as a condition on who is before the one with these values."""
    waited = Q(since__lt=since) | Q(since=since, pk__lt=key)
    preferred = Q(preference__lt=preference) | Q(preference=preference) & waited
    return Q(priority__lt=priority) | Q(priority=priority) & preferred


class WaitingListEntry(VersionedRecord):
    """A place on the waiting list: of a referral, or of an episode whose assessment said to wait."""

    referral = models.ForeignKey("intake.Referral", null=True, on_delete=models.PROTECT, related_name="waiting")
    episode = models.ForeignKey("patients.EpisodeOfCare", null=True, on_delete=models.PROTECT, related_name="waiting")
    reasons = reasons_field()
    priority = models.PositiveSmallIntegerField(choices=Priority)
    preference = models.PositiveSmallIntegerField(default=4)  # `rules.preference` of the reasons
    since = models.DateTimeField()  # what the order counts from; a person who waited before keeps it
    requested_at = models.DateTimeField()  # when care was asked for: what the law counts from
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why, blank=True)

    phi = frozenset({"referral", "episode", "reasons", "priority", "preference", "why"})

    objects = WaitingListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "preference", "since", "id"], condition=Q(off_at__isnull=True), name="waiting_turns"
            )
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

    def judge(self, reasons: Iterable[str]) -> None:
        """Set the reasons, and the place that follows from them; not saved."""
        self.reasons = rules.in_order(reasons)
        self.priority = rules.triage(self.reasons).priority
        self.preference = rules.preference(self.reasons)

    @property
    def reason_labels(self) -> list[str]:
        return rules.labels(self.reasons)
