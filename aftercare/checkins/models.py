"""Relapse-prevention check-ins: the schedule, each day's check-in, its answer, and who took note."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from aftercare.checkins.codes import CheckInStatus, Level
from recovery.core.models import ImmutableRecord, Record, VersionedRecord
from recovery.patients.codes import Language
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


class CheckInScheduleQuerySet(models.QuerySet["CheckInSchedule"]):
    def active(self) -> Self:
        return self.filter(active=True)


class CheckInSchedule(VersionedRecord):
    """When a person is asked how they are.  The cadence is the specification's unless a fixed interval is set."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="check_in_schedules")
    starts_on = models.DateField()  # day 0 of the cadence
    local_time = models.TimeField()
    time_zone = models.CharField(max_length=40)
    every_days = models.PositiveSmallIntegerField(null=True)  # null: the recommended cadence
    daily_until = models.DateField(null=True)  # a red or orange answer asks daily for a while
    active = models.BooleanField(default=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CheckInScheduleQuerySet.as_manager()
    phi = frozenset({"episode", "starts_on", "local_time", "time_zone", "every_days", "daily_until", "active"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode"], condition=Q(active=True), name="one_active_schedule"),
            models.CheckConstraint(
                condition=Q(every_days__isnull=True) | Q(every_days__gte=1, every_days__lte=91),
                name="schedule_interval_sane",
            ),
        ]


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def scheduled(self) -> Self:
        """Neither answered, missed nor cancelled."""
        return self.filter(status=CheckInStatus.SCHEDULED)

    def still_to_open(self, at: datetime) -> Self:
        """Asked for by a schedule, not open yet, nothing answered early."""
        return self.scheduled().filter(schedule__isnull=False, opens_at__gt=at, saved_at__isnull=True)

    def open_at(self, at: datetime) -> Self:
        return self.scheduled().filter(opens_at__lte=at, closes_at__gt=at)

    def past_closing(self, at: datetime) -> Self:
        return self.scheduled().filter(closes_at__lte=at)

    def left_unfinished(self, since: datetime) -> Self:
        """Begun, and nothing more was saved after `since`."""
        return self.scheduled().filter(saved_at__lte=since)


class CheckIn(Record):
    """One day's check-in.  It may be answered from `opens_at` until `closes_at`."""

    # Null: the person began it themselves, on a day on which none was due.
    schedule = models.ForeignKey(CheckInSchedule, null=True, on_delete=models.PROTECT, related_name="check_ins")
    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="check_ins")
    local_date = models.DateField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=CheckInStatus, default=CheckInStatus.SCHEDULED)
    answers_so_far = models.JSONField(default=dict)  # one question a page: kept until submitted, then emptied
    saved_at = models.DateTimeField(null=True)  # when the newest of them was given

    objects = CheckInQuerySet.as_manager()
    phi = frozenset({"schedule", "episode", "local_date", "opens_at", "closes_at", "status", "answers_so_far"})

    class Meta:
        constraints = [
            # A cancelled one stays as history; what a changed schedule puts on the same day is a new row.
            models.UniqueConstraint(
                fields=["episode", "local_date"],
                condition=Q(schedule__isnull=False) & ~Q(status=CheckInStatus.CANCELLED),
                name="one_check_in_a_day",
            ),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(schedule__isnull=True, status=CheckInStatus.SCHEDULED),
                name="one_extra_check_in_open",
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="check_in_closes_after_opening"),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(status=CheckInStatus.SCHEDULED), name="check_in_open"),
            models.Index(
                fields=["saved_at"],
                condition=Q(status=CheckInStatus.SCHEDULED, saved_at__isnull=False),
                name="check_in_begun",
            ),
            models.Index(fields=["episode", "-local_date"], name="check_in_episode"),
        ]

    def is_open_at(self, at: datetime) -> bool:
        return self.status == CheckInStatus.SCHEDULED and at < self.closes_at


class JudgedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # of responses and of missed ones alike
    """What was judged: responses and missed check-ins have the same questions asked of them."""

    def within_reach_of(self, actor: User) -> Self:
        return self.filter(check_in__episode__in=EpisodeOfCare.objects.within_reach_of(actor))

    def of_concern(self) -> Self:
        return self.exclude(level=Level.GREEN)

    def not_acknowledged_before(self, since: datetime) -> Self:
        """Not acknowledged at all, or only after `since`."""
        return self.filter(Q(acknowledgement__isnull=True) | Q(acknowledgement__at__gt=since))


class CheckInResponse(ImmutableRecord):
    """What the person answered, and what it means."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.PROTECT, related_name="response")
    answers = models.JSONField()
    context = models.JSONField()  # what else the rule was given: days since discharge, medicine, last craving
    level = models.CharField(max_length=6, choices=Level)
    flags = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    craving = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=2, choices=Language)
    by_link = models.BooleanField()
    answered_at = models.DateTimeField()
    respond_by = models.DateTimeField(null=True)  # when a person has to have acted on it
    submission_id = models.UUIDField(unique=True)

    objects = JudgedQuerySet.as_manager()
    phi = frozenset({"check_in", "answers", "context", "level", "flags", "findings", "craving", "language"})

    class Meta(ImmutableRecord.Meta):
        indexes = [
            models.Index(fields=["level", "-answered_at"], name="check_in_level"),
            models.Index(fields=["check_in", "-answered_at"], name="check_in_answered"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="check_in_level_known"),
            models.CheckConstraint(condition=Q(craving__isnull=True) | Q(craving__lte=10), name="craving_up_to_ten"),
        ]


class MissedCheckIn(ImmutableRecord):
    """A check-in that closed unanswered, and what the run of missed ones means."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.PROTECT, related_name="missed")
    in_a_row = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=6, choices=Level)
    flags = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()
    respond_by = models.DateTimeField(null=True)

    objects = JudgedQuerySet.as_manager()
    phi = frozenset({"check_in", "in_a_row", "level", "flags", "findings"})

    class Meta(ImmutableRecord.Meta):
        constraints = [models.CheckConstraint(condition=Q(in_a_row__gte=1), name="missed_at_least_one")]


class Acknowledgement(ImmutableRecord):
    """A clinician took note of a check-in and said what they did."""

    response = models.OneToOneField(
        CheckInResponse, null=True, on_delete=models.PROTECT, related_name="acknowledgement"
    )
    missed = models.OneToOneField(MissedCheckIn, null=True, on_delete=models.PROTECT, related_name="acknowledgement")
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"response", "missed", "note"})

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="acknowledged_with_note"),
            models.CheckConstraint(
                condition=Q(response__isnull=True) ^ Q(missed__isnull=True), name="acknowledges_one_thing"
            ),
        ]
