"""Red flags: what cannot wait, whose it is and by when, and every step until somebody has said what was done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from recovery.clinical.redflags.codes import FlagStatus, Origin, Outcome, StepKind
from recovery.core.findings import Severity
from recovery.core.models import ImmutableRecord, VersionedRecord
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    def unresolved(self) -> Self:
        return self.exclude(status=FlagStatus.RESOLVED)

    def to_tell(self, at: datetime) -> Self:
        """Not resolved, and it is time that somebody more is told."""
        return self.unresolved().filter(tell_at__lte=at)

    def in_turn(self) -> Self:
        """Those nobody has yet first, each by when somebody must be there."""
        nobody_has_it = Case(When(status=FlagStatus.OPEN, then=Value(0)), default=Value(1))
        return self.annotate(turn=nobody_has_it).order_by("turn", "due_at", "id")

    def within_reach_of(self, actor: User) -> Self:
        return self.filter(episode__in=EpisodeOfCare.objects.within_reach_of(actor))


class RedFlag(VersionedRecord):
    """One rule that fired for one person and needs a person.

    `subject_id` is the record that raised it, `current_subject_id` what it stands on now: the newest version of that
    record, or another that found the same state again.  `raised_by` is None where the person themselves told us,
    `owner` None only where nobody could be told.  Somebody is there by `due_at`; whoever took it has recorded what was
    done by `record_by`; at `tell_at` somebody more is told, None when nobody is.  `escalated_at` is when the next
    people were told last.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="red_flags")
    rule_id = models.CharField(max_length=60)
    severity = models.CharField(max_length=9)
    escalation = models.CharField(max_length=60, blank=True)
    message = models.TextField()
    source = models.TextField()
    facts = models.JSONField(default=dict)
    origin = models.CharField(max_length=9, choices=Origin)
    subject_id = models.UUIDField()
    current_subject_id = models.UUIDField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    record_by = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=8, choices=FlagStatus, default=FlagStatus.OPEN)

    phi = frozenset(
        {
            "episode", "rule_id", "severity", "escalation", "message", "source", "facts", "origin", "subject_id",
            "current_subject_id", "status",
        }
    )  # fmt: skip

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "rule_id", "subject_id"], name="red_flag_raised_once"),
            models.CheckConstraint(
                condition=Q(severity__in=[Severity.OVERRIDE.value, Severity.HARD_STOP.value]),
                name="red_flag_stands_in_the_way",
            ),
            models.CheckConstraint(condition=Q(status__in=FlagStatus.values), name="red_flag_status_known"),
            models.CheckConstraint(
                condition=~Q(status=FlagStatus.TAKEN) | Q(owner__isnull=False), name="red_flag_taken_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["tell_at"], condition=Q(tell_at__isnull=False), name="red_flag_to_tell"),
            models.Index(fields=["due_at", "id"], condition=~Q(status=FlagStatus.RESOLVED), name="red_flag_unresolved"),
            models.Index(fields=["episode", "-raised_at"], name="red_flag_episode"),
            models.Index(fields=["current_subject_id"], name="red_flag_subject"),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == FlagStatus.OPEN

    @property
    def is_resolved(self) -> bool:
        return self.status == FlagStatus.RESOLVED

    @property
    def wanted_by(self) -> datetime:
        """By when the next thing is to happen: somebody is there, then what was done is on record."""
        return self.due_at if self.is_open or self.record_by is None else self.record_by

    def is_overdue(self, at: datetime) -> bool:
        """Whether nobody has it in time, or whoever has it has not recorded what was done in time."""
        return not self.is_resolved and self.wanted_by <= at


class RedFlagStep(ImmutableRecord):
    """One thing that happened to a red flag; `by` is None where the program did it."""

    flag = models.ForeignKey(RedFlag, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=StepKind)
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submission_id = models.UUIDField(null=True, unique=True)

    phi = frozenset({"flag", "kind", "outcome", "note"})

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["flag"], condition=Q(kind=StepKind.RESOLVED), name="red_flag_resolved_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind=StepKind.RESOLVED) | (~Q(outcome="") & ~Q(note="") & Q(by__isnull=False)),
                name="resolved_by_a_person_with_words",
            ),
            models.CheckConstraint(condition=~Q(kind=StepKind.TAKEN) | Q(by__isnull=False), name="taken_by_a_person"),
        ]
