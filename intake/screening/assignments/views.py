"""Pages of assignments: give a packet to somebody, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from intake.screening.assignments import actions, queries
from intake.screening.assignments.actions.errors import (
    AlreadyAsking,
    AlreadyWithPerson,
    NothingToAnswer,
    NotOpen,
    NoWayToSend,
)
from intake.screening.assignments.codes import Place
from intake.screening.assignments.forms import AssignForm
from intake.screening.assignments.models import PacketAssignment
from intake.screening.queries import open_packet
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest


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
    return render(request, "intake/screening/assignments/assign.html", context, status=status)


@require_POST
def take_back(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Close a tablet or a link; what was answered is kept."""
    assignment = queries.open_assignment(request.user, assignment_id, page="take packet back", at=now())
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
