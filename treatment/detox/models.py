"""Withdrawal management: who is being watched, and each reading."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from intake.screening.models import legal_answers
from recovery.core.models import ImmutableRecord, VersionedRecord

# What a vital sign can be at all; outside it was mistyped.  POL, wide on purpose: danger is judged by rules.
HEART_RATE = (20, 300)  # beats a minute; clinical spec 1.1
SYSTOLIC = (40, 300)  # mmHg
DIASTOLIC = (20, 200)  # mmHg
RESPIRATORY_RATE = (0, 80)  # breaths a minute
SPO2 = (30, 100)  # percent
TEMPERATURE = (30, 45)  # degrees Celsius


class WithdrawalMonitoring(VersionedRecord):
    """A stretch of time in which a person's withdrawal is watched on the board."""

    episode = models.ForeignKey(
        "patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="withdrawal_monitorings"
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)
    next_due_at = models.DateTimeField()  # set by each reading from the schedule rule

    phi = frozenset({"episode", "started_at", "ended_at", "end_reason", "next_due_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_at__isnull=True), name="one_withdrawal_monitoring"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="monitoring_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(ended_at__isnull=True), name="monitoring_due"),
        ]


def _within(field: str, limits: tuple[int, int]) -> Q:
    low, high = limits
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": low, f"{field}__lte": high})


def _vital(limits: tuple[int, int]) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(limits[0]), MaxValueValidator(limits[1])]
    )


class WithdrawalReading(ImmutableRecord):
    """One COWS with the vital signs taken beside it."""

    monitoring = models.ForeignKey(WithdrawalMonitoring, on_delete=models.PROTECT, related_name="readings")
    instrument = models.CharField(max_length=20, default="COWS")
    instrument_version = models.CharField(max_length=20)
    answers = models.JSONField()
    result = models.JSONField()
    total = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=24)
    heart_rate = _vital(HEART_RATE)
    systolic = _vital(SYSTOLIC)
    diastolic = _vital(DIASTOLIC)
    respiratory_rate = _vital(RESPIRATORY_RATE)
    spo2 = _vital(SPO2)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    note = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observed_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)

    phi = frozenset(
        {
            "monitoring", "answers", "result", "total", "band", "heart_rate", "systolic", "diastolic",
            "respiratory_rate", "spo2", "temperature", "note", "findings", "correction_reason",
        }
    )  # fmt: skip

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["monitoring", "-observed_at"], name="reading_newest")]
        constraints = [
            models.CheckConstraint(condition=legal_answers("answers"), name="reading_answers_are_legal"),
            models.CheckConstraint(condition=Q(instrument="COWS"), name="reading_is_cows"),
            models.CheckConstraint(condition=Q(total__gte=0, total__lte=48), name="reading_total_in_range"),
            models.CheckConstraint(
                condition=_within("heart_rate", HEART_RATE)
                & _within("systolic", SYSTOLIC)
                & _within("diastolic", DIASTOLIC)
                & _within("respiratory_rate", RESPIRATORY_RATE)
                & _within("spo2", SPO2)
                & _within("temperature", TEMPERATURE),
                name="vital_signs_possible",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(correction_reason=""), name="reading_correction_has_reason"
            ),
        ]
