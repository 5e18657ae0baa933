"""Two people in one packet see each other: pages ask every few seconds whether somebody else has done something.

Nothing is sent while nothing has changed; what shows the record is audited like the page it stands on.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from intake.screening import queries
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit

NO_CONTENT = 204


@require_GET
def packet(request: SignedInRequest, packet_id: UUID) -> HttpResponse:
    """The packet's task list, if it is not as the page says it saw it."""
    opened = queries.packet_within_reach(request.user, packet_id)
    require(request.user, Permission.SCREEN)  # within reach it is already
    progress = queries.packet_progress(opened, reader=request.user, at=now())
    if progress.state == request.GET.get("seen", ""):
        return HttpResponse(status=NO_CONTENT)
    episode = opened.episode
    audit.read("intake packet", by=request.user, at=now(), patient_id=episode.patient_id, resource_id=episode.pk)
    context = {"packet": opened, "episode": episode, "progress": progress}
    return render(request, "intake/screening/packet_now.html", context)


@require_GET
def fill(request: SignedInRequest, packet_id: UUID, code: str) -> HttpResponse:
    """Who else is at this instrument, or has finished it: a line beside the form, which stays as it is typed."""
    opened = queries.packet_within_reach(request.user, packet_id, code)
    require(request.user, Permission.SCREEN)  # within reach it is already
    entry = queries.entry(opened, code, reader=request.user, at=now())
    if entry.state == request.GET.get("seen", ""):
        return HttpResponse(status=NO_CONTENT)
    if entry.recorded:
        audit.read(
            f"screening {code}",
            by=request.user,
            at=now(),
            patient_id=opened.episode.patient_id,
            resource_id=opened.episode_id,
        )
    return render(request, "intake/screening/presence.html", {"entry": entry, "packet": opened, "code": code})
