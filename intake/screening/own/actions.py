"""What the person does on a tablet or by a link: each answer is kept at once, each instrument when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from intake.screening import actions as screening
from intake.screening.actions.errors import AlreadyRecorded, IllegalAnswers, IncompleteAnswers
from intake.screening.assignments import actions as assignments
from intake.screening.assignments.codes import Place
from intake.screening.assignments.models import PacketAssignment
from intake.screening.codes import Mode
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.queries.own_parts import LEFT, Part
from intake.screening.queries.progress import form_code
from intake.screening.rules import answers as texts
from recovery.audit import actions as audit
from recovery.clinical import instruments
from recovery.clinical.instruments.crisis import crisis_values
from recovery.clinical.redflags import actions as redflags
from recovery.clinical.redflags.codes import Origin
from recovery.clinical.redflags.rules import SELF_01
from recovery.core import drafts
from recovery.core.models import Draft
from recovery.outbox import actions as outbox

ITEM_NINE_MISSING = "PHQ9:ITEM9_MISSING"  # asked later on: no finding while the person is still answering


@transaction.atomic
def answer(*, assignment: PacketAssignment, part: Part, number: int, value: Any, language: str, at: datetime) -> Part:
    """Keep one answer (a text, a list of texts, or UNKNOWN for "I would rather not answer") and give the part as it is.

    Staff are told at once of an answer that shows the crisis numbers, not only when all is sent.  Raises NotOpen, and
    AlreadyRecorded where the part has been finished in the meantime.
    """
    packet = assignment.packet
    # Two taps of one button queue here, and staff who record the same instrument.
    packet.refresh_from_db(fields=["status", "version"], from_queryset=ScreeningPacket.objects.select_for_update())
    assignments.require_answers(assignment, packet, at=at)
    if recorded := packet.responses.current().select_related("recorded_by").filter(instrument=part.code).first():
        raise AlreadyRecorded(recorded)
    draft = drafts.open_draft(actor=None, form_code=form_code(part.code), subject_id=packet.pk)
    if not draft.seq:
        role = assignments.ROLES[Place(assignment.place)]
        audit.changed(draft, by=None, at=at, patient_id=packet.episode.patient_id, role=role)
    question = part.question(number)
    told = texts.written(part.instrument, part.told)
    draft.data = {**told, **draft.data, question.id: value, "language": language}
    draft.seq += 1
    draft.updated_at = at
    draft.save(update_fields=["data", "seq", "updated_at"])
    answered = replace(part, draft=draft)
    if value in [str(each) for each in crisis_values(part.code, question.id)]:
        _raise_danger(assignment, answered, draft, at)
    return answered


@transaction.atomic
def finish_part(*, assignment: PacketAssignment, part: Part, language: str, at: datetime) -> InstrumentResponse | None:
    """Record an instrument whose questions are all answered or passed over.

    None where too much is missing for a result, or two answers do not agree: what there is stays, and staff ask the
    rest.  Finished twice, it is recorded once.
    """
    if part.draft is None:
        return None
    try:
        return screening.record_response(
            packet=assignment.packet,
            code=part.code,
            answers=part.answers,
            mode=Mode.SELF,
            language=language,
            submission_id=part.draft.submission_id,
            by=None,
            at=at,
            assignment=assignment,
        )
    except (IncompleteAnswers, IllegalAnswers):
        _leave_to_staff(part.draft)
    except AlreadyRecorded:
        drafts.discard(actor=None, form_code=form_code(part.code), subject_id=assignment.packet_id)
    return None


def _leave_to_staff(draft: Draft) -> None:
    draft.data = {**draft.data, LEFT: "staff"}
    draft.save(update_fields=["data"])


def _raise_danger(assignment: PacketAssignment, part: Part, draft: Draft, at: datetime) -> None:
    """A red flag at the answer itself, whether the rest is ever answered or not; whoever gave out the packet is told.

    What the answers so far raise is raised for the draft, and goes over to the record that is made of it.
    """
    found = instruments.red_flags(part.code, part.instrument.score(part.answers))
    grave = [finding for finding in found if finding.rule_id != ITEM_NINE_MISSING]
    redflags.raise_flags(
        episode=assignment.packet.episode,
        findings=grave or [SELF_01.finding()],
        subject_id=draft.pk if grave else assignment.pk,
        origin=Origin.SCREENING,
        by=None,
        at=at,
    )
    outbox.alert_staff(subject_id=assignment.pk, slot="danger", to=assignment.assigned_by, at=at)
