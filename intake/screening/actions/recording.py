"""Scoring one answered instrument and keeping it: what recording and correcting have in common.  Called by actions alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake.registration import queries as registration
from intake.screening.actions.errors import IllegalAnswers, IncompleteAnswers
from intake.screening.assignments import actions as assignments
from intake.screening.models import InstrumentResponse
from intake.screening.queries import contexts
from intake.screening.rules import answers as texts
from recovery.audit import actions as audit
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument, Result, Status
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags.codes import Origin
from recovery.core.findings import Finding
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User

Answers = Mapping[str, Any]
MEASURES_OF_WITHDRAWAL = ("COWS", "SOWS")


def write(
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
                         origin=Origin.SCREENING, corrects=response.supersedes_id or begun, by=by, at=at)  # fmt: skip
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
