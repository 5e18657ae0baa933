"""Withdrawal management: who is being watched, and each reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from recovery.clinical.instruments import get
from recovery.clinical.legality import legal_answers
from recovery.core.models import ImmutableRecord, VersionedRecord
from recovery.patients.models import EpisodeOfCare
from treatment.detox.rules.bedside import DANGER_SIGNS
from treatment.detox.rules.vitals import (
    DIASTOLIC,
    HEART_RATE,
    LIMITS,
    RESPIRATORY_RATE,
    SPO2,
    SYSTOLIC,
    TEMPERATURE,
    Vitals,
)

if TYPE_CHECKING:
    from recovery.accounts.models import User

BANDS = {band.code: band.label for band in get("COWS").bands}


class MonitoringQuerySet(models.QuerySet["WithdrawalMonitoring"]):
    def active(self) -> MonitoringQuerySet:
        return self.filter(ended_at__isnull=True)

    def within_reach_of(self, actor: User) -> MonitoringQuerySet:
        return self.filter(episode__in=EpisodeOfCare.objects.within_reach_of(actor))


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
    next_due_reason = models.CharField(max_length=80, blank=True)

    phi = frozenset({"episode", "started_at", "ended_at", "end_reason", "next_due_at", "next_due_reason"})

    objects = MonitoringQuerySet.as_manager()

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

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


def _within(field: str, limits: tuple[int, int]) -> Q:
    low, high = limits
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": low, f"{field}__lte": high})


def _vital(limits: tuple[int, int]) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(limits[0]), MaxValueValidator(limits[1])]
    )


class ReadingQuerySet(models.QuerySet["WithdrawalReading"]):
    def current(self) -> ReadingQuerySet:
        """Those that no correction stands in for."""
        return self.filter(superseded_by__isnull=True)


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
    danger_signs = models.JSONField(default=list)  # codes of rules.bedside.DANGER_SIGNS that were seen
    buprenorphine_at = models.DateTimeField(null=True)  # the last dose before this reading, as far as was known
    note = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observed_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    phi = frozenset(
        {
            "monitoring", "answers", "result", "total", "band", "heart_rate", "systolic", "diastolic",
            "respiratory_rate", "spo2", "temperature", "danger_signs", "buprenorphine_at", "note", "findings",
            "correction_reason",
        }
    )  # fmt: skip

    objects = ReadingQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["monitoring", "-observed_at"], name="reading_newest")]
        constraints = [
            models.CheckConstraint(condition=legal_answers("answers", of=("COWS",)), name="reading_answers_are_legal"),
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
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, corrected_by__isnull=True)
                | Q(supersedes__isnull=False, corrected_by__isnull=False),
                name="reading_corrected_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(danger_signs__contained_by=list(DANGER_SIGNS)), name="reading_danger_signs_are_known"
            ),
            models.CheckConstraint(
                condition=Q(buprenorphine_at__isnull=True) | Q(buprenorphine_at__lte=F("observed_at")),
                name="reading_after_its_dose",
            ),
        ]

    @property
    def band_label(self) -> str:
        return BANDS.get(self.band, self.band)

    @property
    def vitals(self) -> Vitals:
        return Vitals(**{name: getattr(self, name) for name in LIMITS})

    @property
    def danger_labels(self) -> list[str]:
        return [DANGER_SIGNS[sign] for sign in self.danger_signs]

    @property
    def must_act(self) -> bool:
        """Whether a rule found something that cannot wait."""
        return any(finding["escalation"] for finding in self.findings)
