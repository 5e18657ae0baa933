"""What the person does on a tablet or by a link: each answer is kept at once, each instrument when it ends."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from intake.screening import actions as screening
from intake.screening.assignments import actions as assignments
from intake.screening.assignments.models import PacketAssignment, Place
from intake.screening.errors import AlreadyRecorded, IllegalAnswers, IncompleteAnswers
from intake.screening.models import InstrumentResponse, Mode
from intake.screening.own.danger import dangerous
from intake.screening.own.queries import LEFT, Part
from intake.screening.progress import form_code
from recovery.audit import actions as audit
from recovery.core import drafts, telling
from recovery.core.models import Draft
from recovery.patients.models import CareTeamMember

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def answer(*, assignment: PacketAssignment, part: Part, number: int, value: Any, language: str, at: datetime) -> Part:
    """Keep one answer (a text, a list of texts, or UNKNOWN for "I would rather not answer") and give the part as it is.

    Staff are told at once of an answer that shows the crisis numbers, not only when all is sent.  Raises NotOpen.
    """
    packet = assignment.packet
    assignments.require_answers(assignment, packet, at=at)
    draft = drafts.open_draft(actor=None, form_code=form_code(part.code), subject_id=packet.pk)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.seq:
        role = assignments.ROLES[Place(assignment.place)]
        audit.changed(draft, by=None, at=at, patient_id=packet.episode.patient_id, role=role)
    question = part.question(number)
    draft.data = {**draft.data, question.id: value, "language": language}
    draft.seq += 1
    draft.updated_at = at
    draft.save(update_fields=["data", "seq", "updated_at"])
    if value in dangerous(part.code, question.id):
        _tell_of_danger(assignment, at)
    return Part(part.number, part.item, part.instrument, draft)


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


def _tell_of_danger(assignment: PacketAssignment, at: datetime) -> None:
    """Whoever gave out the packet and whoever leads care; each once."""
    team = CareTeamMember.objects.current().filter(episode=assignment.packet.episode_id, leads=True)
    told: list[User] = [assignment.assigned_by, *(each.member for each in team.select_related("member"))]
    for member in dict.fromkeys(told):
        telling.tell_staff(subject_id=assignment.pk, slot="danger", to=member, at=at)
