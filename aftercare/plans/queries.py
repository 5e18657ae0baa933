"""Reading aftercare plans: the one being written, and the one the person was given."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from aftercare.plans.content import Gathering, Person, PlanContent, Step
from aftercare.plans.models import AftercarePlan, AftercarePlanRevision
from recovery.core.timeline import Entry
from recovery.patients.models import EpisodeOfCare


def plan_of(episode: EpisodeOfCare) -> AftercarePlan | None:
    """The plan as it is being written, or None when nobody began one."""
    return AftercarePlan.objects.filter(episode=episode).select_related("written_by").first()


def content_of(plan: AftercarePlan | None) -> PlanContent:
    """What the plan being written says; empty when there is none."""
    if plan is None:
        return PlanContent()
    return PlanContent(
        reasons=tuple(row.words for row in plan.reasons.order_by("position")),
        triggers=tuple(Step(row.happens, row.response) for row in plan.triggers.order_by("position")),
        people=tuple(Person(row.name, row.relation, row.phone) for row in plan.people.order_by("position")),
        meetings=tuple(Gathering(row.name, row.when, row.place) for row in plan.meetings.order_by("position")),
        medicine=plan.medicine,
        medicine_how=plan.medicine_how,
        supply_until=plan.supply_until,
        safe_storage=plan.safe_storage,
    )


def revisions(episode: EpisodeOfCare) -> QuerySet[AftercarePlanRevision]:
    """Every plan the person was given, newest first."""
    given = AftercarePlanRevision.objects.filter(plan__episode=episode)
    return given.select_related("given_by").order_by("-number")


def current_revision(episode: EpisodeOfCare) -> AftercarePlanRevision | None:
    """The plan the person has: the newest that was given."""
    return revisions(episode).first()


def coping_steps(episode: EpisodeOfCare) -> list[tuple[str, str]]:
    """(what happens, what I do) from the newest given plan; empty when none was given."""
    return [(step.happens, step.response) for step in _given(episode).triggers]


def people_to_call(episode: EpisodeOfCare) -> tuple[Person, ...]:
    """Whom the person may call, from the newest given plan; phones are E.164."""
    return _given(episode).people


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Each plan that was given."""
    return [
        Entry(
            at=revision.given_at,
            title="Aftercare plan given",
            text=f"Version {revision.number}.",
            actor=revision.given_by.name,
            icon="leaf",
            url=reverse("aftercare:plan", args=[episode.pk]),
        )
        for revision in revisions(episode)
    ]


def _given(episode: EpisodeOfCare) -> PlanContent:
    revision = current_revision(episode)
    return PlanContent.from_json(revision.content) if revision else PlanContent()
