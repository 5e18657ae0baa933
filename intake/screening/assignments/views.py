"""Pages of assignments: give a packet to somebody, hand over the tablet, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from intake.screening.assignments import actions, queries
from intake.screening.assignments.errors import (
    AlreadyAsking,
    AlreadyWithPerson,
    NothingToAnswer,
    NotOpen,
    NoWayToSend,
)
from intake.screening.assignments.forms import AssignForm
from intake.screening.assignments.models import PacketAssignment, Place
from intake.screening.own import queries as own
from intake.screening.own import session
from intake.screening.queries import open_packet
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.states import UnlawfulMove
from recovery.patients.queries import open_episode_record


@require_http_methods(["GET", "POST"])
def assign(request: SignedInRequest, packet_id: UUID) -> HttpResponse:
    """Choose who answers, where, in which language; the tablet is handed over on the next page."""
    packet = open_packet(request.user, packet_id, page="assign intake packet", at=now())
    require(request.user, Permission.ASSIGN_PACKET, packet.episode)
    first = {"place": request.GET.get("place", ""), "language": packet.episode.patient.language}
    form = AssignForm(request.POST or None, initial=first, askers=queries.askers(packet.episode))
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            made = actions.assign(packet=packet, by=request.user, at=now(), **form.cleaned_data)
        except (AlreadyAsking, AlreadyWithPerson, NoWayToSend, NothingToAnswer) as error:
            form.add_error("assignee" if isinstance(error, AlreadyAsking) else "place", str(error))
            status = 409
        except NotOpen:
            messages.error(request, "This packet is submitted. Start a new one to ask again.")
            return redirect("intake:packet", packet.pk)
        else:
            return _after(request, made)
    context = {"packet": packet, "episode": packet.episode, "form": form, "slim_banner": True}
    return render(request, "intake/assignments/assign.html", context, status=status)


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Say what happens; POST ends the staff session and locks this browser to the person's questions."""
    assignment = _open(request, assignment_id, page="hand over tablet")
    require(request.user, Permission.ASSIGN_PACKET, assignment.packet.episode)
    if request.method == "POST":
        try:
            actions.hand_over(assignment=assignment, by=request.user, at=now())
        except UnlawfulMove:
            messages.error(request, "This is closed or handed over already. Assign the packet again.")
            return redirect("intake:packet", assignment.packet_id)
        session.begin(request, assignment, language=assignment.language)
        return redirect("own:start")
    parts = own.parts(assignment.packet)
    context = {
        "assignment": assignment,
        "packet": assignment.packet,
        "episode": assignment.packet.episode,
        "parts": parts,
        "minutes": sum(part.item.minutes for part in parts),
        "slim_banner": True,
    }
    return render(request, "intake/assignments/hand_over.html", context)


@require_POST
def take_back(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Close a tablet or a link; what was answered is kept."""
    assignment = _open(request, assignment_id, page="take packet back")
    actions.take_back(assignment=assignment, by=request.user, at=now())
    return redirect("intake:packet", assignment.packet_id)


def _after(request: SignedInRequest, made: PacketAssignment) -> HttpResponse:
    if made.place == Place.TABLET:
        return redirect("intake:hand-over", made.pk)
    said = (
        "The link goes out at the hours the person may be written to."
        if made.place == Place.HOME
        else "The packet is assigned."
    )
    messages.success(request, said)
    return redirect("intake:packet", made.packet_id)


def _open(request: SignedInRequest, assignment_id: UUID, *, page: str) -> PacketAssignment:
    assignment = queries.within_reach(request.user, assignment_id)
    open_episode_record(request.user, assignment.packet.episode_id, page=page, at=now())
    return assignment
