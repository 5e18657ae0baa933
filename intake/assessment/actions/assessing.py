"""Writing an assessment, and correcting one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from intake.assessment.actions.errors import (
    AlreadyCorrected,
    IllegalRatings,
    LowerNeedsReason,
    NotInCare,
    ReasonMissing,
)
from intake.assessment.models import Assessment
from intake.assessment.queries import evidence
from intake.assessment.rules import loc_suggest
from intake.screening import queries as screening
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.clinical.instruments import Result, Status
from recovery.core import drafts
from recovery.core.submissions import once
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from recovery.programs import rules as levels

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM_CODE = "assessment"
STAGES = (Stage.IN_INTAKE, Stage.IN_TREATMENT, Stage.IN_AFTERCARE)


@dataclass(frozen=True, slots=True)
class Given:
    """What the clinician says: `ratings` d1 to d5 and d6, `rationales` by dimension, the level chosen and why if lower."""

    ratings: Mapping[str, Any]
    chosen: str
    rationales: Mapping[str, str] = field(default_factory=dict)
    lower_reason: str = ""
    lower_note: str = ""
    external_level: str = ""


@transaction.atomic
def assess(*, episode: EpisodeOfCare, given: Given, submission_id: UUID, by: User, at: datetime) -> Assessment:
    """Keep an assessment with the findings that stood beside it; the same `submission_id` again returns the one made.

    Raises NotInCare, IllegalRatings or LowerNeedsReason.
    """
    require(by, Permission.ASSESS, episode)
    once(submission_id)
    if existing := Assessment.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_related("patient"))
    if episode.stage not in STAGES:
        raise NotInCare("An assessment is made in intake, treatment or aftercare. Start the intake first.")
    made = _write(episode, given, submission_id=submission_id, assessed_by=by, assessed_at=at, by=by, at=at)
    drafts.discard(actor=by, form_code=FORM_CODE, subject_id=episode.pk)
    return made


@transaction.atomic
def correct_assessment(
    *, assessment: Assessment, given: Given, reason: str, submission_id: UUID, by: User, at: datetime
) -> Assessment:
    """Write what stands in the place of `assessment`; both are kept, and when it was made stays the same.

    Raises ReasonMissing, AlreadyCorrected, IllegalRatings or LowerNeedsReason.
    """
    require(by, Permission.ASSESS, assessment.episode)
    once(submission_id)
    if existing := Assessment.objects.filter(submission_id=submission_id, episode=assessment.episode_id).first():
        return existing
    if not reason.strip():
        raise ReasonMissing
    once(assessment.pk)  # two corrections of one assessment queue here
    if newer := Assessment.objects.filter(supersedes=assessment).select_related("recorded_by").first():
        raise AlreadyCorrected(newer)
    return _write(
        assessment.episode,
        given,
        submission_id=submission_id,
        assessed_by=assessment.assessed_by,
        assessed_at=assessment.assessed_at,
        supersedes=assessment,
        correction_reason=reason.strip(),
        by=by,
        at=at,
    )


def _write(episode: EpisodeOfCare, given: Given, *, by: User, at: datetime, **fields: Any) -> Assessment:
    result = _judge(given)
    suggested = str(result.band)
    lower = levels.is_lower(given.chosen, suggested)
    beside = evidence.gather(episode, screening.summary(episode))
    made = Assessment.objects.create(
        episode=episode,
        **{name: given.ratings[name] for name in loc_suggest.RATED},
        d6=list(given.ratings.get(loc_suggest.BARRIERS) or ()),
        rationales={name: text.strip() for name, text in given.rationales.items() if text.strip()},
        evidence=evidence.as_json(beside),
        result=result.as_json(),
        suggested=suggested,
        chosen=given.chosen,
        lower_reason=given.lower_reason if lower else "",
        lower_note=given.lower_note.strip() if lower else "",
        external_level=given.external_level.strip(),
        recorded_by=by,
        recorded_at=at,
        **fields,
    )
    audit.changed(made, by=by, at=at, patient_id=episode.patient_id, detail={"lower": lower})
    return made


def _judge(given: Given) -> Result:
    """The suggestion, if every dimension is rated and the level chosen is explained where it is lower."""
    result = loc_suggest.score(given.ratings)
    if result.status is not Status.COMPLETE:
        raise IllegalRatings(result.errors or result.missing)
    explain(given.chosen, str(result.band), given.lower_reason, given.lower_note)
    return result


def explain(chosen: str, suggested: str, reason: str, note: str) -> None:
    """Raise LowerNeedsReason when `chosen` is lower than `suggested` and code or words are missing."""
    if chosen not in levels.LEVELS:
        raise NotInCare("Choose one of the levels of care.")
    lacks = levels.lacks(chosen, suggested)
    if lacks and not (reason and note.strip()):
        raise LowerNeedsReason(lacks)
