"""Assignments as staff, the locked session and the link find them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, F, When
from django.http import Http404

from intake.screening.assignments.codes import AssignmentStatus, Place
from intake.screening.assignments.models import LIVE, TRIES, PacketAssignment
from recovery.accounts.codes import Role
from recovery.accounts.models import UserQuerySet
from recovery.accounts.queries import staff
from recovery.core.times import clock, local, moment
from recovery.patients.codes import Stage
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient
from recovery.patients.queries import open_episode_record

if TYPE_CHECKING:
    from intake.screening.models import ScreeningPacket
    from recovery.accounts.models import User

MOST = 50  # rows of a work list
WAITING = {
    AssignmentStatus.OPEN: "Not begun",
    AssignmentStatus.HANDED_OVER: "The tablet is with them",
    AssignmentStatus.SENT: "Link given out",
}

WHERE = {Place.INTERVIEW: "asked by staff", Place.TABLET: "on the office tablet", Place.HOME: "at home, by a link"}


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One assignment as the packet's page shows it."""

    assignment: PacketAssignment
    who: str
    state: str
    detail: str

    @property
    def may_hand_over(self) -> bool:
        return self.assignment.is_tablet and self.assignment.status == AssignmentStatus.OPEN


@dataclass(frozen=True, slots=True)
class OwedPacket:
    """A packet that somebody has still to answer, as the home page shows it."""

    assignment: PacketAssignment
    who: str
    where: str
    since: str
    due: str
    is_late: bool

    @property
    def patient(self) -> Patient:
        return self.assignment.packet.episode.patient

    @property
    def is_closed(self) -> bool:
        """Whether wrong years of birth have closed its link: it is answered by nobody until it is sent again."""
        return self.assignment.wrong_tries >= TRIES


def owed(actor: User, *, at: datetime) -> list[OwedPacket]:
    """The packets given out and not answered, of people within reach: what is stuck or due soonest first; one query."""
    reach = EpisodeOfCare.objects.within_reach_of(actor).exclude(stage=Stage.CLOSED)
    live = PacketAssignment.objects.live().filter(packet__episode__in=reach)
    stuck_first = Case(When(wrong_tries__gte=TRIES, then=0), default=1)
    found = live.select_related("packet__definition", "packet__episode__patient", "assignee").order_by(
        stuck_first, F("due_on").asc(nulls_last=True), "assigned_at", "id"
    )
    return [_owed(each, at) for each in found[:MOST]]


def rows(packet: ScreeningPacket, *, at: datetime) -> list[AssignmentRow]:
    """Every assignment of the packet that is live or was the person's, the newest first."""
    found = packet.assignments.select_related("assignee", "assigned_by", "ended_by").order_by("-assigned_at", "-id")
    return [_row(each, packet, at) for each in found]


def answering(assignment_id: UUID) -> PacketAssignment | None:
    """The assignment with all that the person's own pages need, or None."""
    return (
        PacketAssignment.objects.select_related("packet__definition", "packet__episode__patient", "assigned_by")
        .filter(pk=assignment_id, assignee__isnull=True)
        .first()
    )


def open_assignment(actor: User, assignment_id: UUID, *, page: str, at: datetime) -> PacketAssignment:
    """One assignment within reach, with the read of the record written down; 404 when there is none."""
    assignment = within_reach(actor, assignment_id)
    open_episode_record(actor, assignment.packet.episode_id, page=page, at=at)
    return assignment


def within_reach(actor: User, assignment_id: UUID) -> PacketAssignment:
    """One assignment of a person within reach; 404 otherwise."""
    reach = EpisodeOfCare.objects.within_reach_of(actor)
    found = PacketAssignment.objects.select_related("packet__definition", "packet__episode__patient", "assigned_by")
    assignment = found.filter(pk=assignment_id, packet__episode__in=reach).first()
    if assignment is None:
        raise Http404
    return assignment


def askers(episode: EpisodeOfCare) -> UserQuerySet:
    """Staff who may ask this person: those on the care team and the intake office."""
    team = CareTeamMember.objects.current().filter(episode=episode).values("member")
    members = staff().filter(is_active=True)
    return members.filter(pk__in=team) | members.filter(role=Role.INTAKE)


def _owed(each: PacketAssignment, at: datetime) -> OwedPacket:
    return OwedPacket(
        assignment=each,
        who=each.assignee.name if each.assignee else each.packet.episode.patient.called,
        where=WHERE[Place(each.place)],
        since=clock(each.assigned_at, now=at),
        due=f"{each.due_on:%-d %b}" if each.due_on else "",
        is_late=each.due_on is not None and each.due_on < local(at).date(),
    )


def _row(each: PacketAssignment, packet: ScreeningPacket, at: datetime) -> AssignmentRow:
    who = each.assignee.name if each.assignee else packet.episode.patient.called
    given = f"{each.assigned_by.name}, {clock(each.assigned_at, now=at)}"
    parts = [each.get_place_display(), given]
    if each.due_on:
        parts.append(f"Due {each.due_on:%-d %b %Y}")
    if each.wrong_tries >= TRIES and each.status in LIVE:
        return AssignmentRow(each, who, "Closed", f"{TRIES} wrong years of birth. Take it back and send it again.")
    if each.place != Place.INTERVIEW and each.is_live and each.expires_at:
        parts.append(f"Until {moment(each.expires_at)}")
    state = WAITING.get(AssignmentStatus(each.status), each.get_status_display())
    return AssignmentRow(each, who, state, ". ".join(parts) + ".")
