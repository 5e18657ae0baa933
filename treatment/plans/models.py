"""The treatment plan: problem, goal, objective, intervention; a draft that people edit, revisions that never change.

The words are HL7 FHIR's CarePlan and Goal and the Joint Commission's (clinical spec 6).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery

from recovery.core.models import ImmutableRecord, Record, VersionedRecord
from recovery.patients.codes import LevelOfCare
from recovery.patients.models import Patient
from treatment.plans.codes import InterventionKind, MoudStatus


class CarePlanQuerySet(models.QuerySet["CarePlan"]):
    def with_parts(self) -> CarePlanQuerySet:
        """The plans with all their parts in order, in one query a level."""
        levels: tuple[tuple[str, type[models.Model]], ...] = (
            ("problems", Problem),
            ("problems__goals", Goal),
            ("problems__goals__objectives", Objective),
            ("problems__goals__objectives__interventions", Intervention),
        )
        ordered = [
            Prefetch(path, model._base_manager.order_by("position", "created_at", "id")) for path, model in levels
        ]
        return self.select_related("episode__patient", "drafted_by").prefetch_related(*ordered)


class CarePlan(VersionedRecord):
    """The plan of one episode, as it is being worked on.  What was signed is in its revisions."""

    episode = models.OneToOneField("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="care_plan")
    plan_date = models.DateField()
    setting = models.CharField(max_length=36, choices=LevelOfCare, blank=True)
    strengths = models.TextField(blank=True)
    barriers = models.TextField(blank=True)
    discharge_criteria = models.TextField(blank=True)
    moud_status = models.CharField(max_length=13, choices=MoudStatus, default=MoudStatus.NOT_DISCUSSED)
    moud_medicine = models.CharField(max_length=120, blank=True)
    moud_reason = models.TextField(blank=True)  # why declined, in the person's words
    next_review_in_days = models.PositiveSmallIntegerField(null=True)
    patient_signed_on = models.DateField(null=True)
    signature_refusal_reason = models.TextField(blank=True)
    removed_suggestions = models.JSONField(default=list)  # draft rules whose part a person took out again
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CarePlanQuerySet.as_manager()
    phi = frozenset(
        {
            "episode", "plan_date", "removed_suggestions", "strengths", "barriers", "discharge_criteria", "moud_status",
            "moud_medicine", "moud_reason", "patient_signed_on", "signature_refusal_reason", "setting",
        }
    )  # fmt: skip

    @property
    def patient(self) -> Patient:
        return self.episode.patient


class Because(Record):
    """A part of the plan, with the finding it rests on and that finding's source."""

    position = models.PositiveSmallIntegerField(default=0)
    because = models.CharField(max_length=240, blank=True)  # "COWS 26, moderately severe, 20 Nov 2026"
    source = models.CharField(max_length=200, blank=True)
    rule_id = models.CharField(max_length=40, blank=True)  # which draft rule proposed it; empty when a person did

    class Meta:
        abstract = True


class Problem(Because):
    """What the plan is about, from an assessment or a person."""

    plan = models.ForeignKey(CarePlan, on_delete=models.CASCADE, related_name="problems")
    title = models.CharField(max_length=160)

    phi = frozenset({"plan", "title", "because"})


class Goal(Because):
    """What the person wants, in their own words, for one problem."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="goals")
    patient_words = models.TextField(blank=True)
    statement = models.CharField(max_length=240, blank=True)  # the clinical wording beside it

    phi = frozenset({"problem", "patient_words", "statement", "because"})


class Objective(Because):
    """A measurable step towards a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="objectives")
    measure = models.CharField(max_length=240, blank=True)
    baseline = models.CharField(max_length=120, blank=True)
    target_value = models.CharField(max_length=120, blank=True)
    target_date = models.DateField(null=True)
    responsible = models.CharField(max_length=120, blank=True)

    phi = frozenset({"goal", "measure", "baseline", "target_value", "target_date", "responsible", "because"})


class Intervention(Because):
    """What is done for an objective: by whom, how often, how long."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="interventions")
    kind = models.CharField(max_length=21, choices=InterventionKind)
    description = models.CharField(max_length=240)
    frequency = models.CharField(max_length=80, blank=True)
    duration = models.CharField(max_length=80, blank=True)
    provider = models.CharField(max_length=120, blank=True)

    phi = frozenset({"objective", "kind", "description", "frequency", "duration", "provider", "because"})


class PlanRevisionQuerySet(models.QuerySet["PlanRevision"]):
    def newest(self) -> PlanRevisionQuerySet:
        """Only the last signed revision of each plan."""
        last = PlanRevision.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(last))


class PlanRevision(ImmutableRecord):
    """The plan as it was signed: a whole copy that never changes."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)  # SHA-256 of the content in canonical JSON
    findings = models.JSONField(default=list)  # what the rules said at signing
    overrides = models.JSONField(default=list)  # which of them were gone past, and why
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    review_due_on = models.DateField(null=True)
    submission_id = models.UUIDField(unique=True)

    objects = PlanRevisionQuerySet.as_manager()
    phi = frozenset({"plan", "content", "findings", "overrides", "review_due_on"})

    class Meta(ImmutableRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_revision_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_revision_from_one"),
        ]
        indexes = [models.Index(fields=["review_due_on"], name="plan_review_due")]

    @property
    def patient(self) -> Patient:
        return self.plan.episode.patient
