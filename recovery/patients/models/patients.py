"""A person and their episodes of care, with who cares for them: what decides whose records somebody may open."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from recovery.accounts.codes import Role
from recovery.accounts.permissions import Permission, may
from recovery.core.models import ImmutableRecord, Record, VersionedRecord
from recovery.patients.codes import AllergyStatus, Language, LevelOfCare, ReferralSource, Sex, Stage
from recovery.patients.models.called_in import CalledIn
from recovery.patients.models.opened import Opened
from recovery.patients.rules.names import searchable

if TYPE_CHECKING:
    from recovery.accounts.models import User


class PatientQuerySet(models.QuerySet["Patient"]):
    def in_use(self) -> Self:
        """Without the records that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def mergeable_by(self, actor: User) -> Self:
        """Whose record `actor` may put beside another: everybody's, for a duplicate mostly lies out of reach."""
        return self.in_use() if may(actor, Permission.MERGE_PATIENTS) else self.none()

    def numbered(self, number: int) -> Self:
        """The record with this number, or the one that a record with this number was merged into."""
        merged: Any = self.model._base_manager.filter(number=number, merged_into__isnull=False)
        return self.filter(Q(number=number) | Q(pk__in=merged.values("merged_into")))

    def one_person(self, patient: Patient) -> Self:
        """This record and all that were merged into it: rows that never change stay at theirs."""
        return self.filter(Q(pk=patient.pk) | Q(merged_into=patient))

    def within_reach_of(self, actor: User) -> PatientQuerySet:
        """The people whose records `actor` may open; nobody for a role without patients."""
        if may(actor, Permission.READ_OWN_PLAN):
            return self.in_use().filter(user=actor)
        if not may(actor, Permission.READ_CHART):
            return self.none()
        episodes = EpisodeOfCare.objects.filter(patient=OuterRef("pk"))
        team = CareTeamMember.objects.current().filter(episode__patient=OuterRef("pk"), member=actor)
        called = CalledIn.objects.at_work(timezone.now()).filter(episode__patient=OuterRef("pk"), member=actor)
        reach = Q(Exists(team)) | Q(Exists(called))
        if actor.role == Role.INTAKE:
            reach |= Q(Exists(episodes.filter(stage__in=[Stage.REFERRED, Stage.IN_INTAKE])))
            reach |= Q(registered_by=actor) & ~Q(Exists(episodes))
        if actor.role in (Role.NURSE, Role.PRESCRIBER):
            reach |= Q(Exists(episodes.filter(stage=Stage.IN_TREATMENT)))  # shift work covers everybody in treatment
        return self.in_use().filter(reach)

    def openable_by(self, actor: User) -> PatientQuerySet:
        """Whom `actor` may open an episode for: people in reach, and people who come back after their care ended."""
        if not may(actor, Permission.OPEN_EPISODE):
            return self.none()
        in_care = EpisodeOfCare.objects.open().filter(patient=OuterRef("pk"))
        return self.in_use().filter(Q(pk__in=Patient.objects.within_reach_of(actor)) | ~Q(Exists(in_care)))


class Patient(Opened, VersionedRecord):
    """A person known to the center."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="patient"
    )
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    time_zone = models.CharField(max_length=40)
    allergy_status = models.CharField(max_length=10, choices=AllergyStatus, default=AllergyStatus.NOT_ASKED)
    allergies = models.CharField(max_length=200, blank=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True)
    search_name = models.TextField(editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="merged_records"
    )
    former_names = models.TextField(blank=True, default="", editable=False)  # of records merged into this one

    phi = frozenset(
        {
            "number", "user", "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "sex",
            "language", "time_zone", "allergy_status", "allergies", "search_name", "merged_into", "former_names",
        }
    )  # fmt: skip

    objects = PatientQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(OpClass(F("search_name"), name="gin_trgm_ops"), name="patient_name_trigrams"),
            models.Index(fields=["birth_date"], name="patient_birth_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(allergy_status=AllergyStatus.KNOWN) ^ Q(allergies=""), name="allergies_named_when_known"
            )
        ]

    def __str__(self) -> str:
        return self.record_number

    def save(self, *args: object, **kwargs: object) -> None:
        self.make_findable()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unread

    def make_findable(self) -> None:
        """Have the search find the person under the names as they are now; `save` does it by itself."""
        self.search_name = searchable(self.given_name, self.family_name, self.preferred_name, self.former_names)

    @property
    def record_number(self) -> str:
        return f"R-{self.number}"

    @property
    def sort_name(self) -> str:
        """Family name first, as staff lists show it."""
        return f"{self.family_name}, {self.given_name}"

    @property
    def called(self) -> str:
        """What the person wants to be called."""
        return self.preferred_name or self.given_name

    @property
    def initials(self) -> str:
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()

    def age_on(self, day: date) -> int:
        """Whole years lived on `day`."""
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))

    def within_reach_of(self, actor: User) -> bool:
        return self.was_opened_for(actor) or Patient.objects.within_reach_of(actor).filter(pk=self.pk).exists()


class EpisodeQuerySet(models.QuerySet["EpisodeOfCare"]):
    def within_reach_of(self, actor: User) -> EpisodeQuerySet:
        return self.filter(patient__in=Patient.objects.within_reach_of(actor))

    def open(self) -> EpisodeQuerySet:
        return self.exclude(stage=Stage.CLOSED)


class EpisodeOfCare(Opened, VersionedRecord):
    """One person's way from first call to aftercare.  At most one is open."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="episodes")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.REFERRED)
    referral_source = models.CharField(max_length=12, choices=ReferralSource)
    reason = models.TextField(blank=True)  # why now, in the person's own words
    level_of_care = models.CharField(max_length=36, choices=LevelOfCare, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    discharged_on = models.DateField(null=True)  # the day aftercare began: day 0 of the check-in cadence
    closed_at = models.DateTimeField(null=True)
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"patient", "stage", "referral_source", "reason", "level_of_care", "discharged_on"})

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "episodes of care"
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=~Q(stage=Stage.CLOSED), name="one_open_episode"),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_at__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_at__isnull=True)),
                name="closed_when_closed",
            ),
        ]
        indexes = [models.Index(fields=["stage", "opened_at"], name="episode_stage")]

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED

    def within_reach_of(self, actor: User) -> bool:
        return self.was_opened_for(actor) or EpisodeOfCare.objects.within_reach_of(actor).filter(pk=self.pk).exists()


class StageChange(ImmutableRecord):
    """One lawful move of an episode."""

    episode = models.ForeignKey(EpisodeOfCare, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=12, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    phi = frozenset({"episode", "from_stage", "to_stage", "reason"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "at"], name="stage_change_episode")]


class CareTeamQuerySet(models.QuerySet["CareTeamMember"]):
    def current(self) -> CareTeamQuerySet:
        return self.filter(until__isnull=True)


class CareTeamMember(Record):
    """A clinician who cares for this person now; ended, never deleted."""

    episode = models.ForeignKey(EpisodeOfCare, on_delete=models.PROTECT, related_name="care_team")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="care_teams")
    leads = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    phi = frozenset({"episode"})

    objects = CareTeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "member"], condition=Q(until__isnull=True), name="care_team_member_once"
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(until__isnull=True, leads=True), name="one_leads_care"
            ),
        ]

    def was_current_at(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)
