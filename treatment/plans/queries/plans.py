"""What others may read of treatment plans."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime

from intake.screening import queries as answers
from recovery.accounts.permissions import Permission, may
from recovery.core.findings import Finding, Severity
from recovery.core.timeline import Entry
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import caseload, episodes_within_reach, open_episode_record, read_columns
from treatment.naloxone import queries as medication
from treatment.naloxone import rules as naloxone_rules
from treatment.naloxone.codes import KitStatus
from treatment.naloxone.models import NaloxoneRecord
from treatment.plans.codes import MoudStatus, Part
from treatment.plans.content import content_of, facts_of
from treatment.plans.models import CarePlan, Goal, Intervention, Objective, PlanRevision, Problem
from treatment.plans.rules import evaluate
from treatment.plans.rules.parts import Diagnosis, Reading, Screening

if TYPE_CHECKING:
    from recovery.accounts.models import User

PlanPart = Problem | Goal | Objective | Intervention
# Each kind of part: its table, and the way from it up to the plan.
MODELS: dict[Part, tuple[type[PlanPart], str]] = {
    Part.PROBLEM: (Problem, "plan"),
    Part.GOAL: (Goal, "problem__plan"),
    Part.OBJECTIVE: (Objective, "goal__problem__plan"),
    Part.INTERVENTION: (Intervention, "objective__goal__problem__plan"),
}


class Moud(NamedTuple):
    """Medication for opioid use disorder as the plan has it."""

    status: str
    medicine: str


class Standing(NamedTuple):
    """The revision signed last; all None while the plan is a draft."""

    revision_id: UUID | None
    number: int | None
    signed_at: datetime | None
    signed_by: str | None
    review_due_on: date | None


def today(at: datetime) -> date:
    """The day it is at `at` at the center."""
    return localtime(at).date()


def plan_of(episode: EpisodeOfCare) -> CarePlan | None:
    """The plan with all its parts; None before anybody began one."""
    return CarePlan.objects.with_parts().filter(episode=episode).first()


def part_of(episode: EpisodeOfCare, part: Part, part_id: UUID) -> PlanPart:
    """One part of this episode's plan; 404 when there is none."""
    model, way = MODELS[part]
    found = model._default_manager.filter(pk=part_id, **{f"{way}__episode": episode}).first()
    if found is None:
        raise Http404
    return found


def current_revision(episode: EpisodeOfCare) -> PlanRevision | None:
    """The plan as last signed; None before the first signature."""
    return revisions(episode).first()


def revisions(episode: EpisodeOfCare) -> QuerySet[PlanRevision]:
    """Every signed revision, the newest first."""
    signed = PlanRevision.objects.filter(plan__episode=episode).select_related("signed_by", "plan")
    return signed.order_by("-number")


def revisions_within_reach(actor: User) -> QuerySet[PlanRevision]:
    """Every signed revision of the plans of the people `actor` may see."""
    reach = episodes_within_reach(actor)
    return PlanRevision.objects.filter(plan__episode__in=reach).select_related("plan__episode")


def open_revision(actor: User, revision_id: UUID, *, at: datetime) -> tuple[EpisodeOfCare, PlanRevision]:
    """A signed revision with its episode, the read recorded; 404 when out of reach."""
    revision = PlanRevision.objects.select_related("signed_by", "plan").filter(pk=revision_id).first()
    if revision is None:
        raise Http404
    return open_episode_record(actor, revision.plan.episode_id, page="plan revision", at=at), revision


def moud(episode: EpisodeOfCare) -> Moud:
    """Medication as the plan has it now."""
    return Moud(*read_columns(episode, **moud_columns()).values())


def moud_columns() -> dict[str, Coalesce]:
    """The same as columns `moud` and `moud_medicine` of a query over episodes."""
    plan = CarePlan.objects.filter(episode=OuterRef("pk"))
    return {
        "moud": Coalesce(Subquery(plan.values("moud_status")), Value(MoudStatus.NOT_DISCUSSED.value)),
        "moud_medicine": Coalesce(Subquery(plan.values("moud_medicine")), Value("")),
    }


def begun() -> Exists:
    """A column of a query over episodes: whether there is a plan."""
    return Exists(CarePlan.objects.filter(episode=OuterRef("pk")))


def standing(episode: EpisodeOfCare) -> Standing | None:
    """The plan as it was signed last, or that it is being drafted; None before anybody began one.  One query."""
    newest = CarePlan.objects.filter(episode=episode).order_by("-revisions__number")
    columns = ("pk", "number", "signed_at", "signed_by__name", "review_due_on")
    told = newest.values_list(*(f"revisions__{each}" for each in columns)).first()
    return Standing(*told) if told else None


def careplan_facts(plan: CarePlan) -> dict[str, Any]:
    """The facts that `treatment.plans.rules.evaluate` reads: clinical spec 2.18, row CAREPLAN."""
    return facts_of(plan, medication.naloxone(plan.episode))


def findings(plan: CarePlan, at: datetime) -> list[Finding]:
    """What the CAREPLAN and NALOXONE rules say of this plan at `at`."""
    record = medication.naloxone(plan.episode)
    return judged(plan, record, oud_active=oud_active(screening_summary(plan.episode)), on=today(at))


def judged(plan: CarePlan, record: NaloxoneRecord | None, *, oud_active: bool | None, on: date) -> list[Finding]:
    """The same from what is already at hand; `oud_active` None is unknown, which the rule takes as active."""
    kit = medication.facts_of(record, on) | {"oud_active": oud_active}
    return [*evaluate(facts_of(plan, record)), *naloxone_rules.evaluate(kit)]


def screening_summary(episode: EpisodeOfCare) -> answers.ScreeningSummary:
    """The newest results and the diagnoses that stand: all that a plan knows of intake."""
    return answers.summary(episode)


def oud_active(told: answers.ScreeningSummary) -> bool | None:
    """Whether the criteria are met; None while they were not asked or not all answered."""
    asked = told.get("DSM5_OUD")
    return None if asked is None or not asked.band else asked.band != "none"


def readings(told: answers.ScreeningSummary) -> dict[str, Reading]:
    """The results as the draft rules read them, dated as the center's calendar has it."""
    return {
        code: Reading(code, today(each.answered_at), each.score, each.band, each.flags)
        for code, each in told.results.items()
    }


def diagnoses(told: answers.ScreeningSummary) -> dict[str, Diagnosis]:
    """The active co-occurring diagnoses as the draft rules read them, by family, the newest of each."""
    return {
        each.family: Diagnosis(each.family, each.icd10, each.title, today(each.assigned_at), each.verification)
        for each in reversed(told.conditions)
        if each.is_active and each.is_co_occurring
    }


def screening(episode: EpisodeOfCare, plan_date: date) -> Screening:
    """All that a draft is made from."""
    record = medication.naloxone(episode)
    return screened(screening_summary(episode), plan_date, record)


def screened(told: answers.ScreeningSummary, plan_date: date, record: NaloxoneRecord | None) -> Screening:
    """The same from what is already at hand."""
    kit = record.status if record else KitStatus.NONE.value
    return Screening(readings(told), plan_date, kit, diagnoses(told))


def reviews_due(actor: User, at: datetime, within_days: int) -> QuerySet[PlanRevision]:
    """The newest revision of each plan in the actor's reach, in treatment, whose review is due by then, oldest first."""
    last = today(at) + timedelta(days=within_days)
    due = PlanRevision.objects.newest().filter(review_due_on__lte=last, plan__episode__stage=Stage.IN_TREATMENT)
    reached = due.filter(plan__episode__patient__in=caseload(actor))
    return reached.select_related("plan__episode__patient", "signed_by").order_by("review_due_on")


def drafts_to_sign(actor: User) -> list[CarePlan]:
    """Plans in the actor's reach that no hard stop holds back and whose text is not what was last signed."""
    if not may(actor, Permission.SIGN_PLAN):
        return []
    in_reach = CarePlan.objects.with_parts().filter(episode__patient__in=caseload(actor))
    plans = list(in_reach.exclude(episode__stage__in=[Stage.REFERRED, Stage.CLOSED]).order_by("plan_date", "id"))
    signed = {each.plan_id: each.content for each in PlanRevision.objects.newest().filter(plan__in=plans)}
    kits = medication.newest_by_episode(plan.episode_id for plan in plans)
    return [
        plan
        for plan in plans
        if signed.get(plan.pk) != content_of(plan) and not _is_blocked(plan, kits.get(plan.episode_id))
    ]


def _is_blocked(plan: CarePlan, record: NaloxoneRecord | None) -> bool:
    return any(finding.severity is Severity.HARD_STOP for finding in evaluate(facts_of(plan, record)))


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Each signature of the plan."""
    return [
        Entry(
            at=revision.signed_at,
            title=f"Treatment plan signed, version {revision.number}",
            text=f"Findings signed past with a reason: {len(revision.overrides)}." if revision.overrides else "",
            actor=revision.signed_by.name,
            icon="sign",
            tone="on",
            url=reverse("treatment:revision", args=[revision.pk]),
        )
        for revision in revisions(episode).defer("content", "findings")
    ]
