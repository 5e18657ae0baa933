"""Writing the aftercare plan with the person and giving it to them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from aftercare.plans.content import PlanContent
from aftercare.plans.models import (
    AftercarePlan,
    AftercarePlanRevision,
    Meeting,
    Reason,
    SupportPerson,
    Trigger,
)
from aftercare.plans.queries import content_of, current_revision, plan_of
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.models import StaleEdit
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


class PlanNotReady(Exception):
    """The plan cannot be given yet; `lacks` names what is missing."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        listed = ", ".join(lacks[:-1]) + " and " + lacks[-1] if len(lacks) > 1 else lacks[0]
        super().__init__(f"Before you give the plan, add {listed}.")
        self.lacks = lacks


@transaction.atomic
def write_plan(*, episode: EpisodeOfCare, content: PlanContent, version: int, by: User, at: datetime) -> AftercarePlan:
    """Keep the plan as written; `version` is what it was written over, 0 for none.

    Raises StaleEdit when somebody saved something else meanwhile; the very same words again change nothing.
    """
    require(by, Permission.WRITE_AFTERCARE, episode)
    EpisodeOfCare.objects.select_for_update().get(pk=episode.pk)  # two first savings of one plan queue here
    plan = plan_of(episode)
    if plan and plan.version != version:
        if content_of(plan) == content:
            return plan
        raise StaleEdit(plan)
    changed = _changed_parts(content_of(plan), content)
    if plan and not changed:
        return plan
    made = plan is None
    plan = plan or AftercarePlan(episode=episode)
    plan.medicine, plan.medicine_how = content.medicine, content.medicine_how
    plan.supply_until, plan.safe_storage = content.supply_until, content.safe_storage
    plan.written_by = by
    if made:
        plan.save()
    else:
        plan.save_over(version)
    _replace_rows(plan, content)
    action = Action.CREATED if made else Action.CHANGED
    audit.changed(plan, by=by, at=at, patient_id=episode.patient_id, action=action, detail={"fields": changed})
    return plan


@transaction.atomic
def give_plan(
    *, plan: AftercarePlan, version: int, submission_id: UUID, by: User, at: datetime
) -> AftercarePlanRevision:
    """Freeze the plan as a revision the person may read; raises PlanNotReady or StaleEdit.

    The same `submission_id` again returns the revision already made.
    """
    require(by, Permission.WRITE_AFTERCARE, plan.episode)
    once(submission_id)
    if existing := AftercarePlanRevision.objects.filter(submission_id=submission_id).first():
        return existing
    current = AftercarePlan.objects.select_for_update().get(pk=plan.pk)
    if current.version != version:
        raise StaleEdit(current)
    content = content_of(current)
    if content.lacks:
        raise PlanNotReady(content.lacks)
    newest = current_revision(plan.episode)
    revision = AftercarePlanRevision.objects.create(
        plan=current,
        number=newest.number + 1 if newest else 1,
        content=content.as_json(),
        content_hash=content.digest,
        given_by=by,
        given_at=at,
        submission_id=submission_id,
    )
    audit.changed(revision, by=by, at=at, patient_id=plan.episode.patient_id, detail={"number": revision.number})
    return revision


@transaction.atomic
def write_and_give(
    *, episode: EpisodeOfCare, content: PlanContent, version: int, submission_id: UUID, by: User, at: datetime
) -> AftercarePlanRevision:
    """Keep what is written and give it in one act: neither stands without the other."""
    plan = write_plan(episode=episode, content=content, version=version, by=by, at=at)
    return give_plan(plan=plan, version=plan.version, submission_id=submission_id, by=by, at=at)


def _changed_parts(before: PlanContent, after: PlanContent) -> list[str]:
    """Names of the parts that differ; no words of the plan itself, for the audit log holds no PHI."""
    old, new = before.as_json(), after.as_json()
    return [name for name in new if new[name] != old[name]]


def _replace_rows(plan: AftercarePlan, content: PlanContent) -> None:
    """The rows of the draft are what was typed last; what a person was given stays in its revision."""
    for rows in (plan.reasons, plan.triggers, plan.people, plan.meetings):
        rows.all().delete()
    Reason.objects.bulk_create(Reason(plan=plan, position=n, words=words) for n, words in enumerate(content.reasons))
    Trigger.objects.bulk_create(
        Trigger(plan=plan, position=n, happens=row.happens, response=row.response)
        for n, row in enumerate(content.triggers)
    )
    SupportPerson.objects.bulk_create(
        SupportPerson(plan=plan, position=n, name=row.name, relation=row.relation, phone=row.phone)
        for n, row in enumerate(content.people)
    )
    Meeting.objects.bulk_create(
        Meeting(plan=plan, position=n, name=row.name, when=row.when, place=row.place)
        for n, row in enumerate(content.meetings)
    )
