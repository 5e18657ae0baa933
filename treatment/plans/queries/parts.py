"""Where a part of a plan stands, and what its form begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from recovery.patients.models import EpisodeOfCare
from treatment.plans.codes import Part
from treatment.plans.models import CarePlan, Goal
from treatment.plans.queries import plans as queries
from treatment.plans.queries.plans import PlanPart
from treatment.plans.rules import propose
from treatment.plans.rules.parts import Proposal

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where a part stands: what the page shows above its form, and what the form begins with."""

    version: int
    plan_date: date
    above: str = ""
    row: PlanPart | None = None
    initial: Mapping[str, Any] = field(default_factory=dict)
    beneath: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.row) if self.row else ""


def removed_suggestions(episode: EpisodeOfCare) -> list[Proposal]:
    """Suggestions that were taken out and that the findings still ask for."""
    plan = queries.plan_of(episode)
    if plan is None:
        return []
    proposals = propose(queries.screening(episode, plan.plan_date))
    return [each for each in proposals if each.rule_id in plan.removed_suggestions]


def place_for_new(episode: EpisodeOfCare, part: Part, parent_id: UUID, at: datetime) -> PartPlace:
    """Where a new part goes; 404 when what it should stand under is not in this plan."""
    plan = CarePlan.objects.filter(episode=episode).first()
    version, day = (plan.version, plan.plan_date) if plan else (0, queries.today(at))
    if part is Part.PROBLEM:
        if parent_id != episode.pk:
            raise Http404
        return PartPlace(version, day)
    above = queries.part_of(episode, list(Part)[list(Part).index(part) - 1], parent_id)
    return PartPlace(version, day, above=name_of(above))


def place_of(episode: EpisodeOfCare, part: Part, part_id: UUID) -> PartPlace:
    """A part with the values its form begins with."""
    row = queries.part_of(episode, part, part_id)
    plan = CarePlan.objects.get(episode=episode)
    initial = {each.name: getattr(row, each.name) for each in row._meta.fields} | {"version": plan.version}
    return PartPlace(plan.version, plan.plan_date, row=row, initial=initial, beneath=_beneath(row))


def plan_or_new(episode: EpisodeOfCare, *, by: User, at: datetime) -> CarePlan:
    """The plan, or what the first save would begin with: looking at a form makes no plan."""
    plan = CarePlan.objects.filter(episode=episode).first()
    return plan or CarePlan(episode=episode, plan_date=queries.today(at), drafted_by=by, setting=episode.level_of_care)


def name_of(row: PlanPart) -> str:
    """What a page calls this part."""
    if isinstance(row, Goal):
        return row.statement or row.patient_words or "Goal without words"
    return str(
        next(value for name in ("title", "measure", "description") if (value := getattr(row, name, None)) is not None)
    )


def _beneath(row: PlanPart) -> tuple[str, ...]:
    """What goes away with it, one level down."""
    for below in ("goals", "objectives", "interventions"):
        if hasattr(row, below):
            return tuple(name_of(each) for each in getattr(row, below).order_by("position"))
    return ()
