"""Every write of a registration: keeping what is typed, and keeping what was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from intake.registration import queries, rules
from intake.registration.actions.errors import (
    EpisodeClosed,
    ImpossibleAnswers,
    NewerDraft,
    StaleHistory,
    Unconfirmed,
)
from intake.registration.content import Allergies, Content, Identity, to_json
from intake.registration.models import HistoryRevision
from intake.registration.queries.progress import form_code
from intake.registration.rules import legality
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags.codes import Origin
from recovery.core import drafts
from recovery.core.findings import Finding
from recovery.core.models import Draft, StaleEdit
from recovery.core.submissions import once
from recovery.core.times import local
from recovery.patients.actions.identity import update_patient
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def save_draft(
    *, episode: EpisodeOfCare, section: str, data: Mapping[str, Any], seq: int, by: User, at: datetime
) -> Draft:
    """Keep what is typed so far, whatever it is; raises NewerDraft or EpisodeClosed."""
    require(by, Permission.WRITE_HISTORY, episode)
    if not episode.is_open:
        raise EpisodeClosed
    draft = drafts.open_draft(actor=by, form_code=form_code(section), subject_id=episode.pk)
    if not draft.seq:
        audit.changed(draft, by=by, at=at, patient_id=episode.patient_id)
    if not drafts.autosave(draft=draft, data=data, seq=seq, at=at):
        draft.refresh_from_db()
        raise NewerDraft(draft)
    return draft


@transaction.atomic
def discard_draft(*, episode: EpisodeOfCare, section: str, by: User, at: datetime) -> None:
    """Throw away what `by` typed and never saved."""
    require(by, Permission.WRITE_HISTORY, episode)
    draft = drafts.find_draft(actor=by, form_code=form_code(section), subject_id=episode.pk)
    if draft:
        audit.changed(draft, by=by, at=at, patient_id=episode.patient_id, detail={"discarded": True})
        drafts.discard(actor=by, form_code=form_code(section), subject_id=episode.pk)


@transaction.atomic
def save_section(
    *,
    episode: EpisodeOfCare,
    section: str,
    content: Content,
    base: UUID | None,
    submission_id: UUID,
    by: User,
    at: datetime,
    patient_version: int | None = None,
    confirmed: bool = False,
) -> tuple[HistoryRevision, list[Finding]]:
    """Keep one section as it was told, and say what it asks for at once.

    `base` is the revision it was written over, `patient_version` the Patient's where the section is kept there.  The same
    `submission_id` again, or the very same words again in this episode, return the revision already made.  Raises
    EpisodeClosed, StaleHistory, ImpossibleAnswers, and Unconfirmed while a remark is not `confirmed`.
    """
    require(by, Permission.WRITE_HISTORY, episode)
    once(submission_id)
    if existing := HistoryRevision.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing, []
    if not episode.is_open:
        raise EpisodeClosed
    patient = Patient.objects.select_for_update().get(pk=episode.patient_id)  # two tellings of one person queue here
    current = queries.current_revision(patient, section)
    remarks = _judged(content, patient, at, confirmed=confirmed)
    if current and _says_again(current, episode, patient, content, remarks):
        drafts.discard(actor=by, form_code=form_code(section), subject_id=episode.pk)
        return current, []
    if (current.pk if current else None) != base:
        raise StaleHistory(current)
    try:
        _keep_on_patient(patient, content, version=patient_version, by=by, at=at)
    except StaleEdit as stale:
        raise StaleHistory(current) from stale
    revision = HistoryRevision.objects.create(
        episode=episode,
        section=section,
        content=to_json(content),
        remarks=remarks,
        recorded_by=by,
        recorded_at=at,
        supersedes=current
        if current and current.episode_id == episode.pk
        else None,  # a chain does not leave its episode
        submission_id=submission_id,
    )
    audit.changed(revision, by=by, at=at, patient_id=patient.pk, detail={"section": section})
    drafts.discard(actor=by, form_code=form_code(section), subject_id=episode.pk)
    return revision, raise_findings(episode=episode, revision=revision, by=by, at=at)


def raise_findings(*, episode: EpisodeOfCare, revision: HistoryRevision, by: User, at: datetime) -> list[Finding]:
    """What the history asks for now that `revision` stands, of the rules that read its section; the grave are red flags."""
    asked = queries.history(episode).findings(at, queries.withdrawal_totals(episode, at))
    found = [finding for finding in asked if revision.section in rules.READS[finding.rule_id]]
    redflags.raise_flags(
        episode=episode,
        findings=found,
        subject_id=revision.pk,
        origin=Origin.HISTORY,
        corrects=revision.supersedes_id,
        by=by,
        at=at,
    )
    return found


def _judged(content: Content, patient: Patient, at: datetime, *, confirmed: bool) -> list[str]:
    """The remarks to keep; raises where an answer cannot be, or where nobody has said that it is so."""
    problems = legality.check(content, legality.Who(patient.birth_date, patient.sex), local(at))
    if any(not problem.may_be_right for problem in problems):
        raise ImpossibleAnswers(problems)
    if problems and not confirmed:
        raise Unconfirmed(problems)
    return [problem.text for problem in problems]


def _says_again(
    current: HistoryRevision, episode: EpisodeOfCare, patient: Patient, content: Content, remarks: list[str]
) -> bool:
    """Whether this episode has exactly these words, and the Patient row too where they stand there."""
    same = (current.episode_id, current.content, current.remarks) == (episode.pk, to_json(content), remarks)
    return same and all(getattr(patient, name) == value for name, value in _on_patient(content).items())


def _keep_on_patient(patient: Patient, content: Content, *, version: int | None, by: User, at: datetime) -> None:
    """What every page reads of identity and allergies goes onto the Patient row, too; raises StaleEdit."""
    if fields := _on_patient(content):
        update_patient(patient=patient, fields=fields, version=version or 0, by=by, at=at)


def _on_patient(content: Content) -> dict[str, Any]:
    """The fields of the Patient row in which identity and allergies stand, where every page reads them."""
    if isinstance(content, Identity):
        return to_json(content) | {"birth_date": content.birth_date}
    if isinstance(content, Allergies):
        return {"allergy_status": str(content.status), "allergies": content.allergies}
    return {}
