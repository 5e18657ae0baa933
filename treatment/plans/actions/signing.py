"""Signing a plan: a whole copy that never changes, with what the rules said and why somebody went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from intake.assessment import actions as assessment
from recovery.accounts.permissions import Permission, may, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.findings import Finding, Severity
from recovery.core.models import StaleEdit
from recovery.core.submissions import once
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from treatment.plans import queries
from treatment.plans.content import content_of, hash_of
from treatment.plans.models import CarePlan, PlanRevision
from treatment.plans.rules import RULES

if TYPE_CHECKING:
    from recovery.accounts.models import User


PLAN_RULES = frozenset(rule.id for rule in RULES)  # whoever signs the plan may give a reason for these
NOT_YOURS = (
    "Only a prescriber may sign without a naloxone kit. Give a kit, or record why it was declined, or ask a prescriber."
)


class SigningBlocked(Exception):
    """A hard stop stands; `findings` are those that do."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("This plan cannot be signed yet. Resolve what stops it first.")
        self.findings = findings


class ReasonMissing(Exception):
    """A finding that needs a reason has none; `rule_ids` name them."""

    def __init__(self, rule_ids: Sequence[str]) -> None:
        super().__init__("Give a reason for each finding that you go past.")
        self.rule_ids = rule_ids


class PrescriberNeeded(Exception):
    """A safety rule of another group than CAREPLAN is gone past by a prescriber only; clinical spec 0.2."""


class NothingToSign(Exception):
    """The plan is what was last signed."""


class NotInCare(Exception):
    """A plan is signed in intake, treatment or aftercare, not before and not after."""


@transaction.atomic
def sign_plan(
    *, plan: CarePlan, version: int, reasons: Mapping[str, str], submission_id: UUID, by: User, at: datetime
) -> PlanRevision:
    """Keep the plan as it stands as its next revision; the first one moves the episode into treatment.

    `reasons` holds a text for each rule that is gone past, by rule id.  Raises StaleEdit, SigningBlocked,
    ReasonMissing, PrescriberNeeded, NothingToSign, NotInCare.  The same `submission_id` again returns the revision already made.
    """
    require(by, Permission.SIGN_PLAN, plan.episode)
    once(submission_id)
    if existing := PlanRevision.objects.filter(submission_id=submission_id, plan=plan).first():
        return existing
    whole = _as_shown(plan, version)
    found = queries.findings(whole, at)
    past = _judge(found, reasons)
    if any(finding.rule_id not in PLAN_RULES for finding in past) and not may(by, Permission.OVERRIDE_SAFETY_RULE):
        raise PrescriberNeeded(NOT_YOURS)
    revision = _keep(whole, found, past, reasons, submission_id, by=by, at=at)
    for finding in past:
        audit.overrode(
            finding,
            record=revision,
            patient_id=whole.episode.patient_id,
            reason=reasons[finding.rule_id].strip(),
            by=by,
            at=at,
        )
    audit.changed(revision, by=by, at=at, patient_id=whole.episode.patient_id, action=Action.SIGNED)
    _begin_care(plan.episode, whole, by=by, at=at)
    assessment.note_signed_plan(episode=plan.episode, submission_id=submission_id, by=by, at=at)
    return revision


def _as_shown(plan: CarePlan, version: int) -> CarePlan:
    """The plan with its parts, locked; it must be the one that was on the signer's screen."""
    locked = CarePlan.objects.select_for_update().get(pk=plan.pk)
    whole = CarePlan.objects.with_parts().get(pk=plan.pk)
    if locked.version != version:
        raise StaleEdit(whole)
    if whole.episode.stage in (Stage.REFERRED, Stage.CLOSED):
        raise NotInCare("A plan is signed while the person is in intake, treatment or aftercare.")
    return whole


def _judge(found: Sequence[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """The findings that are gone past, each with a reason."""
    stops = [finding for finding in found if finding.severity is Severity.HARD_STOP]
    if stops:
        raise SigningBlocked(stops)
    past = [finding for finding in found if finding.severity is Severity.OVERRIDE]
    unexplained = [finding.rule_id for finding in past if not reasons.get(finding.rule_id, "").strip()]
    if unexplained:
        raise ReasonMissing(list(dict.fromkeys(unexplained)))
    return past


def _keep(
    plan: CarePlan,
    found: Sequence[Finding],
    past: Sequence[Finding],
    reasons: Mapping[str, str],
    submission_id: UUID,
    *,
    by: User,
    at: datetime,
) -> PlanRevision:
    last = PlanRevision.objects.filter(plan=plan).order_by("-number").first()
    content = content_of(plan)
    if last and last.content == content:
        raise NothingToSign("Nothing has changed since the last signature.")
    days = plan.next_review_in_days
    return PlanRevision.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        content=content,
        content_hash=hash_of(content),
        findings=[finding.as_json() for finding in found],
        overrides=[{**finding.as_json(), "reason": reasons[finding.rule_id].strip()} for finding in past],
        signed_by=by,
        signed_at=at,
        review_due_on=queries.today(at) + timedelta(days=days) if days else None,
        submission_id=submission_id,
    )


def _begin_care(episode: EpisodeOfCare, plan: CarePlan, *, by: User, at: datetime) -> None:
    """The first signature begins treatment; each sets the level of care that the plan names."""
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_related("patient"))
    if episode.stage == Stage.IN_INTAKE:
        move_stage(episode=episode, to=Stage.IN_TREATMENT, by=by, at=at, reason="The first treatment plan was signed.")
    if plan.setting and plan.setting != episode.level_of_care:
        episode.level_of_care = plan.setting
        episode.save_over(episode.version)
        audit.changed(
            episode,
            by=by,
            at=at,
            patient_id=episode.patient_id,
            action=Action.CHANGED,
            detail={"fields": ["level_of_care"]},
        )
