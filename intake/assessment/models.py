"""Assessments, decisions on admission, and what regulatory clocks wait for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from intake.assessment.codes import HandOff, LowerReason, MilestoneKind, Outcome, ReferReason
from intake.assessment.rules import loc_suggest, otp_clock
from intake.assessment.rules.loc_suggest import Suggestion
from recovery.audit.models import Override
from recovery.core.models import ImmutableRecord
from recovery.patients.codes import LevelOfCare

RATINGS = range(loc_suggest.NONE, loc_suggest.DANGER + 1)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def current(self) -> AssessmentQuerySet:
        """Those that no correction has taken the place of."""
        return self.filter(superseded_by__isnull=True)


class Assessment(ImmutableRecord):
    """Six dimensions rated by a clinician, the level of care they point to, and the level that was chosen.

    `evidence` is a copy of the findings that stood beside the ratings.  Rating d1 to d6 again gives `result` again.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="assessments")
    rule_version = models.CharField(max_length=20, default=loc_suggest.VERSION, editable=False)
    d1 = models.PositiveSmallIntegerField()
    d2 = models.PositiveSmallIntegerField()
    d3 = models.PositiveSmallIntegerField()
    d4 = models.PositiveSmallIntegerField()
    d5 = models.PositiveSmallIntegerField()
    d6 = models.JSONField(default=list)
    rationales = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    result = models.JSONField()
    suggested = models.CharField(max_length=36, choices=LevelOfCare)
    chosen = models.CharField(max_length=36, choices=LevelOfCare)
    lower_reason = models.CharField(max_length=16, choices=LowerReason, blank=True)
    lower_note = models.TextField(blank=True)
    external_level = models.CharField(max_length=120, blank=True)  # as somebody else stated it, word for word
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()  # a correction made later keeps it
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)

    phi = frozenset(
        {
            "episode", "d1", "d2", "d3", "d4", "d5", "d6", "rationales", "evidence", "result", "suggested", "chosen",
            "lower_reason", "lower_note", "external_level", "supersedes", "correction_reason",
        }
    )  # fmt: skip

    objects = AssessmentQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "-assessed_at"], name="assessment_newest")]
        constraints = [
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__in": list(RATINGS)}), name=f"assessment_{name}_rated")
                for name in loc_suggest.RATED
            ),
            models.CheckConstraint(
                condition=Q(suggested__in=LevelOfCare.values) & Q(chosen__in=LevelOfCare.values),
                name="assessment_level_known",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(correction_reason=""), name="assessment_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(lower_reason="", lower_note="") | (~Q(lower_reason="") & ~Q(lower_note="")),
                name="assessment_lower_explained",
            ),
        ]

    @property
    def ratings(self) -> dict[str, int]:
        """d1 to d5."""
        return {name: getattr(self, name) for name in loc_suggest.RATED}

    @property
    def suggestion(self) -> Suggestion:
        """The result with its reasoning, judged anew from the stored ratings."""
        return loc_suggest.suggest({**self.ratings, loc_suggest.BARRIERS: self.d6})


class DecisionQuerySet(models.QuerySet["AdmissionDecision"]):
    def current(self) -> DecisionQuerySet:
        return self.filter(superseded_by__isnull=True)

    def admissions(self) -> DecisionQuerySet:
        """The admissions that stand."""
        return self.current().filter(outcome=Outcome.ADMIT)


class AdmissionDecision(ImmutableRecord):
    """What was decided about one person: admit, wait or refer.  A changed admission supersedes with a reason.

    `answered` holds the findings that could not wait and what was done about each, as {"finding": ..., "done": text}.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="admission_decisions")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=5, choices=Outcome)
    level_of_care = models.CharField(max_length=36, choices=LevelOfCare)
    program = models.ForeignKey("programs.Program", null=True, on_delete=models.PROTECT, related_name="admissions")
    starts_on = models.DateField(null=True)
    lower_reason = models.CharField(max_length=16, choices=LowerReason, blank=True)
    lower_note = models.TextField(blank=True)
    wait_reasons = models.JSONField(default=list)
    refer_to = models.CharField(max_length=200, blank=True)
    refer_contact = models.CharField(max_length=200, blank=True)
    refer_reason = models.CharField(max_length=14, choices=ReferReason, blank=True)
    hand_off = models.CharField(max_length=11, choices=HandOff, blank=True)
    note = models.TextField(blank=True)
    answered = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    change_reason = models.TextField(blank=True)

    phi = frozenset(
        {
            "episode", "assessment", "outcome", "level_of_care", "program", "starts_on", "lower_reason", "lower_note",
            "wait_reasons", "refer_to", "refer_contact", "refer_reason", "hand_off", "note", "answered", "supersedes",
            "change_reason",
        }
    )  # fmt: skip

    objects = DecisionQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "-decided_at"], name="decision_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ADMIT, program__isnull=False, starts_on__isnull=False)
                | (~Q(outcome=Outcome.ADMIT) & Q(program__isnull=True, starts_on__isnull=True)),
                name="admission_names_program_and_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFER) ^ Q(refer_to="", refer_reason="", hand_off=""),
                name="referral_names_where",
            ),
            models.CheckConstraint(condition=Q(outcome=Outcome.WAIT) ^ Q(wait_reasons=[]), name="waiting_has_reasons"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(change_reason=""), name="decision_change_has_reason"
            ),
        ]

    @property
    def is_admission(self) -> bool:
        return self.outcome == Outcome.ADMIT


BY_SIGNATURE = "Treatment plan signed"  # the note of a care plan that its own signature recorded


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def current(self) -> MilestoneQuerySet:
        """Those that stand: not corrected, and not entered in error."""
        return self.filter(superseded_by__isnull=True, entered_in_error=False)

    def with_overrides(self) -> MilestoneQuerySet:
        """Each with `gone_past`: whether somebody let an exam stand that CLK-01 speaks against."""
        return self.annotate(
            gone_past=Exists(Override.objects.filter(resource_id=OuterRef("pk"), rule_id=otp_clock.CLK_01.id))
        )


class Milestone(ImmutableRecord):
    """Something that was done on a day, as a person recorded it or as the signature of a plan shows."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=14, choices=MilestoneKind)
    done_on = models.DateField()
    external = models.BooleanField(default=False)  # by somebody outside this program: screening exams only
    note = models.CharField(max_length=200, blank=True)
    entered_in_error = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    correction_reason = models.TextField(blank=True)

    phi = frozenset(
        {"episode", "kind", "done_on", "external", "note", "entered_in_error", "supersedes", "correction_reason"}
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "kind", "-done_on"], name="milestone_episode")]
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) ^ ~Q(correction_reason=""), name="milestone_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(external=False) | Q(kind=MilestoneKind.SCREENING_EXAM),
                name="only_a_screening_exam_is_external",
            ),
        ]
