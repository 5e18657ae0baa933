"""Drafting and editing a plan.  Signing is in `signing`; its names are offered here too.

Every write takes turns on the plan's row, and every one raises its `version`: who edits or signs an older one is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.models import StaleEdit
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare
from treatment.plans import queries
from treatment.plans.actions.signing import (
    NothingToSign,
    NotInCare,
    PrescriberNeeded,
    ReasonMissing,
    SigningBlocked,
    sign_plan,
)
from treatment.plans.codes import Part
from treatment.plans.content import parts_of
from treatment.plans.models import CarePlan
from treatment.plans.queries import MODELS, PlanPart
from treatment.plans.rules import propose
from treatment.plans.rules.parts import Proposal

if TYPE_CHECKING:
    from recovery.accounts.models import User

__all__ = [
    "Drafted", "EpisodeClosed", "NotInCare", "NothingToSign", "PartRemoved", "PrescriberNeeded", "ReasonMissing", "SigningBlocked",
    "add_part", "draft_plan", "edit_part", "edit_plan", "remove_part", "sign_plan", "start_plan",
]  # fmt: skip
ABOVE = {Part.PROBLEM: "plan", Part.GOAL: "problem", Part.OBJECTIVE: "goal", Part.INTERVENTION: "objective"}
SIGNATURE = frozenset({"patient_signed_on", "signature_refusal_reason"})


class EpisodeClosed(PermissionDenied):
    """Nothing is written to an episode of care that is closed."""


class PartRemoved(Exception):
    """Somebody removed the part that is being edited."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a press of "Draft" did: the plan, and how many parts were new."""

    plan: CarePlan
    added: int


@transaction.atomic
def draft_plan(*, episode: EpisodeOfCare, by: User, at: datetime, restore: Collection[str] = ()) -> Drafted:
    """Add every suggestion that the plan does not hold yet, making the plan if there is none.

    What a person removed stays out unless its rule is named in `restore`.  Pressing again adds only what is new.
    """
    plan = _plan_to_write(episode, by=by, at=at)
    held: dict[str, PlanPart] = {part.rule_id: part for part in parts_of(_whole(plan)) if part.rule_id}
    refused = set(plan.removed_suggestions) - set(restore)
    added = []
    for proposal in propose(queries.screening(episode, plan.plan_date)):
        above = held.get(proposal.parent) if proposal.parent else plan
        if proposal.rule_id not in held and proposal.rule_id not in refused and above is not None:
            held[proposal.rule_id] = _add_proposal(proposal, above)
            added.append(proposal.rule_id)
    if added:
        plan.removed_suggestions = [rule for rule in plan.removed_suggestions if rule not in added]
        _touch(plan)
        audit.changed(
            plan, by=by, at=at, patient_id=episode.patient_id, action=Action.CHANGED, detail={"suggestions": len(added)}
        )
    return Drafted(plan, len(added))


@transaction.atomic
def add_part(
    *,
    episode: EpisodeOfCare,
    part: Part,
    parent_id: UUID | None,
    fields: Mapping[str, Any],
    submission_id: UUID,
    by: User,
    at: datetime,
) -> PlanPart:
    """Add one part at the end of those under the same parent; `parent_id` is not read for a problem.

    The submission id becomes the part's own key, so the same submit again finds the part already made.
    """
    plan = _plan_to_write(episode, by=by, at=at)
    once(submission_id)
    model, _ = MODELS[part]
    if model._default_manager.filter(pk=submission_id).exists():
        return queries.part_of(episode, part, submission_id)
    above: Any = plan
    if part is not Part.PROBLEM:
        above = queries.part_of(episode, list(Part)[list(Part).index(part) - 1], parent_id)  # type: ignore[arg-type]  # a missing id is a 404
    made = _append(part, above, {**fields, "id": submission_id})
    _touch(plan)
    audit.changed(made, by=by, at=at, patient_id=episode.patient_id)
    return made


@transaction.atomic
def edit_part(
    *,
    episode: EpisodeOfCare,
    part: Part,
    part_id: UUID,
    version: int,
    fields: Mapping[str, Any],
    by: User,
    at: datetime,
) -> PlanPart:
    """Change one part; raises StaleEdit with the part as it stands, or PartRemoved."""
    plan = _plan_to_write(episode, by=by, at=at)
    model, way = MODELS[part]
    row = model._default_manager.filter(pk=part_id, **{way: plan}).first()
    if row is None:
        raise PartRemoved
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if not changed:
        return row  # also the second press of the same button
    if plan.version != version:
        raise StaleEdit(row)
    for name in changed:
        setattr(row, name, fields[name])
    row.save(update_fields=changed)
    _touch(plan)
    audit.changed(row, by=by, at=at, patient_id=episode.patient_id, action=Action.CHANGED, detail={"fields": changed})
    return row


@transaction.atomic
def remove_part(*, episode: EpisodeOfCare, part: Part, part_id: UUID, version: int, by: User, at: datetime) -> None:
    """Take a part and all under it out of the draft; a suggestion removed is not made again unless asked for.

    Signed revisions keep what they held.  Raises StaleEdit with the plan; nothing to remove is no error.
    """
    plan = _plan_to_write(episode, by=by, at=at)
    model, way = MODELS[part]
    row = model._default_manager.filter(pk=part_id, **{way: plan}).first()
    if row is None:
        return
    if plan.version != version:
        raise StaleEdit(plan)
    audit.changed(row, by=by, at=at, patient_id=episode.patient_id, action=Action.DELETED)
    if row.rule_id:
        plan.removed_suggestions = sorted({*plan.removed_suggestions, row.rule_id})
    row.delete()
    _touch(plan)


@transaction.atomic
def edit_plan(*, episode: EpisodeOfCare, version: int, fields: Mapping[str, Any], by: User, at: datetime) -> CarePlan:
    """Change the plan's details; raises StaleEdit with the plan as it stands."""
    plan = _plan_to_write(episode, by=by, at=at)
    changed = [name for name, value in fields.items() if getattr(plan, name) != value]
    if not changed:
        return plan
    if plan.version != version:
        raise StaleEdit(plan)
    for name in changed:
        setattr(plan, name, fields[name])
    plan.save_over(plan.version)
    audit.changed(plan, by=by, at=at, patient_id=episode.patient_id, action=Action.CHANGED, detail={"fields": changed})
    return plan


@transaction.atomic
def start_plan(*, episode: EpisodeOfCare, by: User, at: datetime) -> CarePlan:
    """The episode's plan, made empty if there is none."""
    return _plan_to_write(episode, by=by, at=at)


def _plan_to_write(episode: EpisodeOfCare, *, by: User, at: datetime) -> CarePlan:
    """The plan, locked until the transaction ends; made where there is none."""
    require(by, Permission.WRITE_PLAN, episode)
    if not episode.is_open:
        raise EpisodeClosed("This episode of care is closed.")
    plan, made = CarePlan.objects.get_or_create(
        episode=episode, defaults={"plan_date": queries.today(at), "drafted_by": by, "setting": episode.level_of_care}
    )
    if made:
        audit.changed(plan, by=by, at=at, patient_id=episode.patient_id)
    locked = CarePlan.objects.select_for_update().get(pk=plan.pk)
    locked.episode = episode
    return locked


def _whole(plan: CarePlan) -> CarePlan:
    return CarePlan.objects.with_parts().get(pk=plan.pk)


def _touch(plan: CarePlan) -> None:
    """Raise the version; the person signed another text than this one, so their signature is asked for again."""
    plan.patient_signed_on = None
    plan.save_over(plan.version)


def _add_proposal(proposal: Proposal, above: Any) -> PlanPart:
    why = {"because": proposal.because, "source": proposal.source, "rule_id": proposal.rule_id}
    return _append(proposal.part, above, {**proposal.fields, **why})


def _append(part: Part, above: Any, fields: Mapping[str, Any]) -> PlanPart:
    model, _ = MODELS[part]
    siblings = model._default_manager.filter(**{ABOVE[part]: above})
    last = siblings.aggregate(last=Max("position"))["last"]
    return model._default_manager.create(**{ABOVE[part]: above}, position=0 if last is None else last + 1, **fields)
