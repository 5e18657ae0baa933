"""Every write of screening: starting a packet, keeping what is typed, recording, correcting, submitting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from intake.screening.actions.errors import (
    AlreadyCorrected,
    AlreadyRecorded,
    NewerDraft,
    NotInPacket,
    NotOffered,
    PacketClosed,
    PacketIncomplete,
    ReasonMissing,
)
from intake.screening.actions.recording import Answers, write
from intake.screening.assignments import actions as assignments
from intake.screening.assignments.models import PacketAssignment
from intake.screening.codes import Mode, PacketStatus
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.offer import is_offered
from intake.screening.packets import queries as offers
from intake.screening.packets.actions.errors import PacketNotOffered
from intake.screening.packets.built_in import INTAKE
from intake.screening.queries.progress import blockers, form_code, results_of
from intake.screening.states import PACKET_STATES
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core import drafts
from recovery.core.models import Draft
from recovery.core.submissions import once
from recovery.patients import actions as patients
from recovery.patients.codes import Language, Stage
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def start_packet(*, episode: EpisodeOfCare, by: User, at: datetime, code: str = INTAKE) -> ScreeningPacket:
    """The packet `code` in progress, begun if there is none; a referred person is then in intake.

    Raises PacketNotOffered when the packet may not be started any more, PacketClosed when the episode of care is closed.
    """
    require(by, Permission.SCREEN, episode)
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())  # two starts queue here
    begun = ScreeningPacket.objects.in_progress().select_related("definition").filter(episode=episode, code=code)
    if found := begun.first():
        return found
    if not episode.is_open:
        raise PacketClosed("This episode of care is closed. Open a new one first.")
    definition = offers.offered_as(code)
    if definition is None:
        raise PacketNotOffered
    packet = ScreeningPacket.objects.create(episode=episode, definition=definition, started_by=by, started_at=at)
    audit.changed(packet, by=by, at=at, patient_id=episode.patient_id)
    if episode.stage == Stage.REFERRED:
        patients.move_stage(episode=episode, to=Stage.IN_INTAKE, by=by, at=at)
    return packet


@transaction.atomic
def save_draft(
    *, packet: ScreeningPacket, code: str, data: Mapping[str, str], seq: int, by: User, at: datetime
) -> Draft:
    """Keep what is typed so far, whatever it is; raises NewerDraft, AlreadyRecorded or PacketClosed."""
    require(by, Permission.SCREEN, packet.episode)
    packet.refresh_from_db(fields=["status", "version"], from_queryset=_locked())  # a record that is made is waited for
    _refuse_unless_open(packet, code)
    draft = drafts.open_draft(actor=by, form_code=form_code(code), subject_id=packet.pk)
    if not draft.seq:
        audit.changed(draft, by=by, at=at, patient_id=packet.episode.patient_id)
    if not drafts.autosave(draft=draft, data=data, seq=seq, at=at):
        draft.refresh_from_db()
        raise NewerDraft(draft)
    return draft


@transaction.atomic
def record_response(
    *,
    code: str,
    answers: Answers,
    mode: Mode | str,
    submission_id: UUID,
    by: User | None,
    at: datetime,
    packet: ScreeningPacket | None = None,
    episode: EpisodeOfCare | None = None,
    language: Language | str = Language.ENGLISH,
    assignment: PacketAssignment | None = None,
) -> InstrumentResponse:
    """Score and keep one answered instrument, in a packet or on its own for an episode.

    Without `by` the person themselves answered, by right of the `assignment`, which must take answers now.
    `answers`: item id to value, null for "asked, but no answer".  The same `submission_id` again returns the
    record already made.  Raises IllegalAnswers, IncompleteAnswers, AlreadyRecorded, NotInPacket, NotOffered or
    PacketClosed.
    """
    subject = packet.episode if packet else episode
    if subject is None:
        raise ValueError("Name the packet or the episode.")
    _require_right(subject, by=by, packet=packet, assignment=assignment, at=at)
    once(submission_id)
    if existing := InstrumentResponse.objects.filter(submission_id=submission_id, episode=subject).first():
        return existing
    if packet:
        packet.refresh_from_db(fields=["status", "version"], from_queryset=_locked())
        _refuse_unless_open(packet, code)
    if not is_offered(code):
        raise NotOffered(code)
    return write(
        begun=_take_over(packet, code, by=by) if packet else None,
        episode=subject,
        packet=packet,
        code=code,
        answers=answers,
        mode=mode,
        language=language,
        submission_id=submission_id,
        assignment=assignment,
        by=by,
        at=at,
        answered_at=at,
    )


@transaction.atomic
def correct_response(
    *,
    response: InstrumentResponse,
    answers: Answers,
    reason: str,
    submission_id: UUID,
    by: User,
    at: datetime,
    mode: Mode | str = "",
    language: Language | str = "",
) -> InstrumentResponse:
    """Write what stands in the place of `response`; both are kept, and when it was answered stays the same.

    Raises ReasonMissing, AlreadyCorrected (with what stands now), IllegalAnswers or IncompleteAnswers.
    """
    require(by, Permission.SCREEN, response.episode)
    once(submission_id)
    if existing := InstrumentResponse.objects.filter(submission_id=submission_id, episode=response.episode_id).first():
        return existing
    if not reason.strip():
        raise ReasonMissing
    once(response.pk)  # two corrections of one record queue here
    if newer := InstrumentResponse.objects.filter(supersedes=response).select_related("recorded_by").first():
        raise AlreadyCorrected(newer)
    return write(
        episode=response.episode,
        packet=response.packet,
        code=response.instrument,
        answers=answers,
        mode=mode or response.mode,
        language=language or response.language,
        submission_id=submission_id,
        by=by,
        at=at,
        answered_at=response.answered_at,
        version=response.instrument_version,
        supersedes=response,
        correction_reason=reason.strip(),
    )


@transaction.atomic
def submit_packet(*, packet: ScreeningPacket, by: User, at: datetime) -> ScreeningPacket:
    """Close the packet for the clinician to read; raises PacketIncomplete saying all that is missing.

    A packet that is submitted already is returned as it is.
    """
    require(by, Permission.SCREEN, packet.episode)
    packet.refresh_from_db(fields=["status", "version", "submitted_by", "submitted_at"], from_queryset=_locked())
    if not packet.is_in_progress:
        return packet
    results = results_of(packet)
    if missing := blockers(packet.course(results), results):
        raise PacketIncomplete(missing)
    PACKET_STATES.check(packet.status, PacketStatus.SUBMITTED)
    packet.status, packet.submitted_by, packet.submitted_at = PacketStatus.SUBMITTED, by, at
    packet.save_over(packet.version)
    assignments.close_all(packet=packet, by=by, at=at)
    audit.changed(packet, by=by, at=at, patient_id=packet.episode.patient_id, action=Action.CHANGED)
    return packet


def _require_right(
    episode: EpisodeOfCare,
    *,
    by: User | None,
    packet: ScreeningPacket | None,
    assignment: PacketAssignment | None,
    at: datetime,
) -> None:
    """Staff may by their role, the person by an assignment that takes answers now."""
    if by:
        require(by, Permission.SCREEN, episode)
    else:
        assignments.require_answers(assignment, packet, at=at)


def _take_over(packet: ScreeningPacket, code: str, *, by: User | None) -> UUID | None:
    """Throw away what the record takes the place of: the writer's draft, and the person's own, whose id is given."""
    begun = drafts.find_draft(actor=None, form_code=form_code(code), subject_id=packet.pk)
    for writer in {by, None}:
        drafts.discard(actor=writer, form_code=form_code(code), subject_id=packet.pk)
    return begun.pk if begun else None


def _locked() -> Any:
    return ScreeningPacket.objects.select_for_update()


def _refuse_unless_open(packet: ScreeningPacket, code: str) -> None:
    results = results_of(packet)
    if code not in packet.course(results).codes:
        raise NotInPacket(code)
    if already := results.get(code):
        raise AlreadyRecorded(already)
    if not packet.is_in_progress:
        raise PacketClosed("This packet is submitted. Start a new one to ask again.")
