"""The aftercare plan, in the person's own words: reasons, triggers, people, meetings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from recovery.core.models import ImmutableRecord, Record, VersionedRecord


class AftercarePlan(VersionedRecord):
    """The plan of one episode as it is being written; what the person reads is its newest revision."""

    episode = models.OneToOneField("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="aftercare_plan")
    medicine = models.CharField(max_length=160, blank=True)
    medicine_how = models.CharField(max_length=200, blank=True)
    supply_until = models.DateField(null=True)
    safe_storage = models.CharField(max_length=240, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    phi = frozenset({"episode", "medicine", "medicine_how", "supply_until", "safe_storage"})


class PlanItem(Record):
    """One line of the plan, in the order the person wants it."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Reason(PlanItem):
    """Why the person does this, in their own words."""

    plan = models.ForeignKey(AftercarePlan, on_delete=models.CASCADE, related_name="reasons")
    words = models.CharField(max_length=240)

    phi = frozenset({"plan", "words"})


class Trigger(PlanItem):
    """When this happens, I do this."""

    plan = models.ForeignKey(AftercarePlan, on_delete=models.CASCADE, related_name="triggers")
    happens = models.CharField(max_length=160)
    response = models.CharField(max_length=240)

    phi = frozenset({"plan", "happens", "response"})


class SupportPerson(PlanItem):
    """Somebody to call."""

    plan = models.ForeignKey(AftercarePlan, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=80)
    relation = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20)  # E.164

    phi = frozenset({"plan", "name", "relation", "phone"})


class Meeting(PlanItem):
    """A regular meeting or group."""

    plan = models.ForeignKey(AftercarePlan, on_delete=models.CASCADE, related_name="meetings")
    name = models.CharField(max_length=80)
    when = models.CharField(max_length=80)
    place = models.CharField(max_length=160, blank=True)

    phi = frozenset({"plan", "name", "when", "place"})


class AftercarePlanRevision(ImmutableRecord):
    """The plan as the person was given it: a whole copy that never changes."""

    plan = models.ForeignKey(AftercarePlan, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"plan", "content"})

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="aftercare_revision_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="aftercare_revision_from_one"),
        ]
