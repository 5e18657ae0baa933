"""Handing over the tablet: the staff session ends, and the browser is locked to the person's questions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from intake.screening.assignments import actions
from intake.screening.assignments.queries import open_assignment
from intake.screening.own import session
from intake.screening.queries.own_parts import parts
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.states import UnlawfulMove


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Say what happens; POST ends the staff session and locks this browser to the person's questions."""
    assignment = open_assignment(request.user, assignment_id, page="hand over tablet", at=now())
    require(request.user, Permission.ASSIGN_PACKET, assignment.packet.episode)
    if request.method == "POST":
        try:
            actions.hand_over(assignment=assignment, by=request.user, at=now())
        except UnlawfulMove:
            messages.error(request, "This is closed or handed over already. Assign the packet again.")
            return redirect("intake:packet", assignment.packet_id)
        session.begin(request, assignment, language=assignment.language)
        return redirect("own:start")
    theirs = parts(assignment.packet)
    context = {
        "assignment": assignment,
        "packet": assignment.packet,
        "episode": assignment.packet.episode,
        "parts": theirs,
        "minutes": sum(part.item.minutes for part in theirs),
        "slim_banner": True,
    }
    return render(request, "intake/screening/own/hand_over.html", context)
