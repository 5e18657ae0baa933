"""Visits: with whom, when, where.  Nobody is booked twice at one time; the database sees to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from recovery.appointments.codes import AppointmentStatus, Mode
from recovery.core.models import VersionedRecord

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.patients.models import Patient


class _TimeRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def booked(self) -> Self:
        return self.filter(status=AppointmentStatus.BOOKED)

    def not_over(self, at: datetime) -> Self:
        return self.filter(ends_at__gt=at)

    def starting_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def with_practitioner(self, practitioner: User) -> Self:
        return self.filter(practitioner=practitioner)

    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Booked visits that share time with [start, end)."""
        return self.booked().filter(starts_at__lt=end, ends_at__gt=start)


class Appointment(VersionedRecord):
    """One visit of one person with one practitioner."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="appointments")
    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    purpose = models.CharField(max_length=120)
    mode = models.CharField(max_length=9, choices=Mode)
    place = models.CharField(max_length=160, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40)  # the zone the time was spoken in
    status = models.CharField(max_length=9, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"episode", "purpose", "mode", "place", "starts_at", "ends_at", "time_zone", "status"})

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"),
            *(
                ExclusionConstraint(
                    name=f"{who}_not_booked_twice",
                    expressions=[
                        (_TimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                        (who, RangeOperators.EQUAL),
                    ],
                    condition=Q(status=AppointmentStatus.BOOKED),
                )
                for who in ("practitioner", "episode")
            ),
        ]
        indexes = [models.Index(fields=["episode", "starts_at"], name="appointment_episode")]

    @property
    def patient(self) -> Patient:
        """The person; lists that show them select `episode__patient`."""
        return self.episode.patient

    def has_begun(self, at: datetime) -> bool:
        return self.starts_at <= at

    @property
    def is_booked(self) -> bool:
        return self.status == AppointmentStatus.BOOKED
