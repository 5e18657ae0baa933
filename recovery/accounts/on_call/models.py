"""Who is on call, from when to when.  Past duties are kept; one taken off before it began is kept as cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from recovery.accounts.on_call.codes import Line
from recovery.core.models import VersionedRecord


class _Time(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class OnCallDutyQuerySet(models.QuerySet["OnCallDuty"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def on_duty(self, at: datetime) -> Self:
        return self.overlapping(at, at)

    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Those that share a moment with [start, end], the earliest first."""
        return self.standing().filter(begins_at__lte=end, ends_at__gt=start).order_by("begins_at")

    def with_line(self, line: Line | str) -> Self:
        return self.filter(line=line)


class OnCallDuty(VersionedRecord):
    """One stretch of one person's duty on one line; it begins with `begins_at` and is over at `ends_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="on_call_duties")
    line = models.CharField(max_length=10, choices=Line, default=Line.CLINICAL)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True)

    phi: frozenset[str] = frozenset()

    objects = OnCallDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="duty_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(line__in=Line.values), name="duty_on_a_known_line"),
            ExclusionConstraint(
                name="one_on_call_at_a_time",
                expressions=[
                    (_Time("begins_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("line", RangeOperators.EQUAL),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="duty_end")]

    def has_begun(self, at: datetime) -> bool:
        return self.begins_at <= at

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at
