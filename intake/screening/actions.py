"""Every write of screening: starting a packet, keeping what is typed, recording, correcting, submitting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from intake import instruments
from intake.instruments import Instrument, Result, Status
from intake.redflags import actions as redflags
from intake.registration import queries as registration
from intake.screening import answers as texts
from intake.screening import contexts
from intake.screening.assignments import actions as assignments
from intake.screening.assignments.models import PacketAssignment
from intake.screening.errors import (
    AlreadyCorrected,
    AlreadyRecorded,
    IllegalAnswers,
    IncompleteAnswers,
    NewerDraft,
    NotInPacket,
    NotOffered,
    PacketClosed,
    PacketIncomplete,
    ReasonMissing,
)
from intake.screening.models import PACKET_STATES, InstrumentResponse, Mode, PacketStatus, ScreeningPacket
from intake.screening.offer import is_offered
from intake.screening.packets import queries as offers
from intake.screening.packets.built_in import INTAKE
from intake.screening.packets.conditions import course
from intake.screening.packets.errors import PacketNotOffered
from intake.screening.progress import blockers, form_code, results_of
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.models import Action
from recovery.core import drafts
from recovery.core.findings import Finding
from recovery.core.models import Draft
from recovery.core.submissions import once
from recovery.patients import actions as patients
from recovery.patients.models import EpisodeOfCare, Language, Stage

if TYPE_CHECKING:
    from recovery.accounts.models import User

Answers = Mapping[str, Any]
MEASURES_OF_WITHDRAWAL = ("COWS", "SOWS")


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
    if by:
        require(by, Permission.SCREEN, subject)
    else:
        assignments.require_answers(assignment, packet, at=at)
    once(submission_id)
    if existing := InstrumentResponse.objects.filter(submission_id=submission_id, episode=subject).first():
        return existing
    if packet:
        packet.refresh_from_db(fields=["status", "version"], from_queryset=_locked())
        _refuse_unless_open(packet, code)
    if not is_offered(code):
        raise NotOffered(code)
    begun = drafts.find_draft(actor=None, form_code=form_code(code), subject_id=packet.pk) if packet else None
    response = _write(
        begun=begun.pk if begun else None,
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
    if packet:
        for writer in {by, None}:  # what the person had begun is taken over by whoever finishes it
            drafts.discard(actor=writer, form_code=form_code(code), subject_id=packet.pk)
    return response


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
    return _write(
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
    if missing := blockers(course(packet.definition.asks, results), results):
        raise PacketIncomplete(missing)
    PACKET_STATES.check(packet.status, PacketStatus.SUBMITTED)
    packet.status, packet.submitted_by, packet.submitted_at = PacketStatus.SUBMITTED, by, at
    packet.save_over(packet.version)
    assignments.close_all(packet=packet, by=by, at=at)
    audit.changed(packet, by=by, at=at, patient_id=packet.episode.patient_id, action=Action.CHANGED)
    return packet


def _locked() -> Any:
    return ScreeningPacket.objects.select_for_update()


def _refuse_unless_open(packet: ScreeningPacket, code: str) -> None:
    results = results_of(packet)
    if code not in course(packet.definition.asks, results).codes:
        raise NotInPacket(code)
    if already := results.get(code):
        raise AlreadyRecorded(already)
    if not packet.is_in_progress:
        raise PacketClosed("This packet is submitted. Start a new one to ask again.")


def _write(
    *,
    code: str,
    answers: Answers,
    by: User | None,
    at: datetime,
    answered_at: datetime,
    episode: EpisodeOfCare,
    version: str | None = None,
    begun: UUID | None = None,
    **fields: Any,
) -> InstrumentResponse:
    """Score, refuse what is no finding, keep, and leave the trail; `begun` is the person's own draft, if they wrote one."""
    instrument = instruments.get(code, version)
    context = contexts.build(instrument, episode=episode, at=answered_at)
    result = _judge(instrument, answers, context)
    response = InstrumentResponse.objects.create(
        episode=episode,
        instrument=code,
        instrument_version=instrument.version,
        answers=dict(answers),
        context=context,
        result=result.as_json(),
        status=result.status,
        score=instrument.points(result),
        band=result.band or "",
        flags=list(result.flags),
        recorded_by=by,
        recorded_at=at,
        answered_at=answered_at,
        **fields,
    )
    before = fields["supersedes"].answers if fields.get("supersedes") else answers
    changed = sorted(key for key in {*before, *answers} if before.get(key) != answers.get(key))
    detail = {"fields": changed} if changed else {}
    role = assignments.role_of(response)
    audit.changed(response, by=by, at=at, patient_id=episode.patient_id, detail=detail, role=role)
    redflags.raise_flags(episode=episode, findings=_grave(response, at), subject_id=response.pk,
                         origin="screening", corrects=response.supersedes_id or begun, by=by, at=at)  # fmt: skip
    return response


def _judge(instrument: Instrument, answers: Answers, context: Mapping[str, Any]) -> Result:
    """The result, if it may be read as a finding; the instrument itself says when gaps are tolerable."""
    result = instrument.score(answers, context)
    if result.status is Status.INVALID:
        raise IllegalAnswers(result.errors)
    not_asked = texts.not_asked(instrument, answers)
    if result.status is Status.INCOMPLETE or not_asked:
        raise IncompleteAnswers(result.missing if result.status is Status.INCOMPLETE else not_asked, result)
    return result


def _grave(response: InstrumentResponse, at: datetime) -> list[Finding]:
    """What the answers ask for at once, and what they ask for together with what the history tells."""
    found = instruments.red_flags(response.instrument, response.scored)
    if response.instrument in MEASURES_OF_WITHDRAWAL:
        found += registration.pregnant_in_withdrawal(response.episode, at)
    return found
