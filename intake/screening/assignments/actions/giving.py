"""Giving a packet to somebody, handing over the tablet, sending the link, taking it back, finishing it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intake.screening.assignments.actions.errors import (
    AlreadyAsking,
    AlreadyWithPerson,
    NothingToAnswer,
    NotOpen,
    NoWayToSend,
    WrongYear,
)
from intake.screening.assignments.codes import AssignmentStatus, Place
from intake.screening.assignments.models import TRIES, PacketAssignment
from intake.screening.assignments.states import ASSIGNMENT_STATES
from intake.screening.queries.own_parts import parts
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.submissions import once
from recovery.outbox import actions as outbox
from recovery.outbox.codes import Purpose
from recovery.patients.codes import Language

if TYPE_CHECKING:
    from intake.screening.models import InstrumentResponse, ScreeningPacket
    from recovery.accounts.models import User

LINK_LIVES = timedelta(hours=72)  # reliability 2.5: the longest a link may live
TABLET_LIVES = timedelta(hours=4)  # longer than anybody answers; a forgotten tablet is closed by then
ROLES = {Place.TABLET: "tablet", Place.HOME: audit.BY_LINK}  # who acts in the trail, where nobody signed in


@transaction.atomic
def assign(
    *,
    packet: ScreeningPacket,
    place: Place | str,
    submission_id: UUID,
    by: User,
    at: datetime,
    assignee: User | None = None,
    language: Language | str = Language.ENGLISH,
    due_on: date | None = None,
) -> PacketAssignment:
    """Give the packet to a staff member (INTERVIEW, who is told) or to the person; a link home is sent at once.

    The same `submission_id` again is the assignment already made.  Raises AlreadyAsking, AlreadyWithPerson,
    NothingToAnswer, NoWayToSend, and NotOpen when the packet is submitted.
    """
    require(by, Permission.ASSIGN_PACKET, packet.episode)
    once(packet.pk)  # two assigners queue here
    if existing := packet.assignments.filter(pk=submission_id).first():
        return existing
    packet.refresh_from_db(fields=["status"])
    if not packet.is_in_progress:
        raise NotOpen
    if place != Place.INTERVIEW:
        _refuse_unless_person_can(packet, place)
    elif packet.assignments.live().filter(assignee=assignee).exists():
        raise AlreadyAsking
    made = PacketAssignment.objects.create(
        id=submission_id,
        packet=packet,
        place=place,
        assignee=assignee if place == Place.INTERVIEW else None,
        language=language,
        due_on=due_on,
        assigned_by=by,
        assigned_at=at,
    )
    audit.changed(made, by=by, at=at, patient_id=packet.episode.patient_id, detail={"place": str(place)})
    if place == Place.HOME:
        _send(made, by=by, at=at)
    if made.assignee and made.assignee != by:
        outbox.alert_staff(subject_id=made.pk, slot="assigned", to=made.assignee, at=at)
    return made


@transaction.atomic
def hand_over(*, assignment: PacketAssignment, by: User, at: datetime) -> PacketAssignment:
    """The tablet is in the person's hands from now on; the caller ends the staff session.  Raises UnlawfulMove."""
    require(by, Permission.ASSIGN_PACKET, assignment.packet.episode)
    assignment.refresh_from_db(from_queryset=PacketAssignment.objects.select_for_update())
    _move(assignment, AssignmentStatus.HANDED_OVER, by=by, at=at, expires_at=at + TABLET_LIVES)
    return assignment


@transaction.atomic
def take_back(*, assignment: PacketAssignment, by: User, at: datetime) -> PacketAssignment:
    """Close it: the tablet's session and the link stop at once, answers are kept.  Ended already, it stays as it is."""
    require(by, Permission.SCREEN, assignment.packet.episode)
    assignment.refresh_from_db(from_queryset=PacketAssignment.objects.select_for_update())
    if assignment.is_live:
        _end(assignment, AssignmentStatus.TAKEN_BACK, by=by, at=at)
    return assignment


@transaction.atomic
def finish(*, assignment: PacketAssignment, at: datetime) -> None:
    """The person has answered all that is theirs; whoever assigned it is told.  Finished twice, it is finished once."""
    assignment.refresh_from_db(from_queryset=PacketAssignment.objects.select_for_update())
    if not assignment.is_live:
        return
    _end(assignment, AssignmentStatus.DONE, by=None, at=at)
    outbox.alert_staff(subject_id=assignment.pk, slot="answered", to=assignment.assigned_by, at=at)


@transaction.atomic
def close_all(*, packet: ScreeningPacket, by: User, at: datetime) -> None:
    """The packet is submitted: what staff were to ask is done, what is with the person is taken back."""
    for assignment in packet.assignments.live().select_for_update().select_related("packet__episode"):
        asked = assignment.place == Place.INTERVIEW
        _end(assignment, AssignmentStatus.DONE if asked else AssignmentStatus.TAKEN_BACK, by=by, at=at)


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Close every tablet and link whose time is over; returns how many."""
    over = PacketAssignment.objects.overdue(at).select_for_update(of=("self",), skip_locked=True)
    found = list(over.select_related("packet__episode"))
    for assignment in found:
        _end(assignment, AssignmentStatus.EXPIRED, by=None, at=at)
    return len(found)


def check_year(*, assignment: PacketAssignment, year: int, at: datetime) -> None:
    """Let whoever opened the link on if they know the person's year of birth.

    Raises WrongYear, counted and kept whatever becomes of the request's answer, and NotOpen when too many were wrong.
    """
    once(assignment.pk)  # a hundred guesses at once take turns, and the sixth finds it closed
    assignment.refresh_from_db(fields=["status", "expires_at", "wrong_tries"])
    if not assignment.takes_answers_at(at):
        raise NotOpen
    if assignment.packet.episode.patient.birth_date.year == year:
        return
    assignment.wrong_tries += 1
    assignment.save(update_fields=["wrong_tries"])
    raise WrongYear(TRIES - assignment.wrong_tries)


def require_answers(assignment: PacketAssignment | None, packet: ScreeningPacket | None, *, at: datetime) -> None:
    """Raise unless the person may answer this packet now, by right of `assignment`."""
    if assignment is None or packet is None or assignment.packet_id != packet.pk:
        raise PermissionDenied
    assignment.refresh_from_db(fields=["status", "expires_at", "wrong_tries"])
    if not assignment.takes_answers_at(at):
        raise NotOpen


def role_of(response: InstrumentResponse) -> str:
    """Who the trail names where nobody signed in."""
    return ROLES[Place(response.assignment.place)] if response.assignment else audit.SYSTEM


def _refuse_unless_person_can(packet: ScreeningPacket, place: Place | str) -> None:
    if packet.assignments.live().filter(assignee__isnull=True).exists():
        raise AlreadyWithPerson
    if not parts(packet):
        raise NothingToAnswer
    if place == Place.HOME and not packet.episode.patient.contact_points.for_reminders().exists():
        raise NoWayToSend


def _send(assignment: PacketAssignment, *, by: User, at: datetime) -> None:
    _move(assignment, AssignmentStatus.SENT, by=by, at=at, expires_at=at + LINK_LIVES)
    outbox.tell_patient(
        purpose=Purpose.SCREENING,
        subject_id=assignment.pk,
        slot="sent",
        patient=assignment.packet.episode.patient,
        expires_at=at + LINK_LIVES,
        at=at,
    )


def _end(assignment: PacketAssignment, to: AssignmentStatus, *, by: User | None, at: datetime) -> None:
    assignment.ended_by, assignment.ended_at = by, at
    _move(assignment, to, by=by, at=at)
    if assignment.is_home:
        outbox.call_off(purpose=Purpose.SCREENING, subject_id=assignment.pk, at=at)


def _move(
    assignment: PacketAssignment,
    to: AssignmentStatus,
    *,
    by: User | None,
    at: datetime,
    expires_at: datetime | None = None,
) -> None:
    ASSIGNMENT_STATES.check(assignment.status, to)
    assignment.status = to
    assignment.expires_at = expires_at or assignment.expires_at
    assignment.save_over(assignment.version)
    role = ROLES.get(Place(assignment.place), audit.SYSTEM) if to == AssignmentStatus.DONE else audit.SYSTEM
    audit.changed(
        assignment,
        by=by,
        at=at,
        patient_id=assignment.packet.episode.patient_id,
        action=Action.CHANGED,
        detail={"status": str(to)},
        role=role,
    )
