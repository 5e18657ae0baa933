"""What staff see: a person's schedule, an answered and a missed check-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from aftercare.checkins import actions, queries
from aftercare.checkins.actions.errors import AlreadyAcknowledged
from aftercare.checkins.forms import NoteForm, ScheduleForm
from aftercare.checkins.models import CheckInResponse, MissedCheckIn
from aftercare.checkins.queries import shown
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit
from recovery.patients.queries import open_episode_record

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def schedule(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """When the person is asked; saving makes the check-ins of the next 14 days."""
    episode = open_episode_record(request.user, episode_id, page="check-in schedule", at=now())
    require(request.user, Permission.WRITE_AFTERCARE, episode)
    current = queries.schedule_of(episode)
    told: dict[str, Any] = {"initial": shown.as_initial(current, episode), "zone": episode.patient.time_zone}
    form = ScheduleForm(request.POST, **told) if request.method == "POST" else ScheduleForm(**told)
    context = {"episode": episode, "form": form, "slim_banner": True, "current": current}
    if not form.is_bound:
        return render(request, "aftercare/checkins/schedule.html", context | shown.ahead(current, now()))
    if not form.is_valid():
        return render(request, "aftercare/checkins/schedule.html", context, status=422)
    try:
        actions.set_schedule(episode=episode, **form.schedule, by=request.user, at=now())
    except StaleEdit as stale:
        context["theirs"] = shown.as_rows(stale.current)
        context["form"] = ScheduleForm(shown.over(request.POST, stale.current), **told)
        return render(request, "aftercare/checkins/schedule.html", context, status=409)
    messages.success(request, "Saved. The check-ins of the next 14 days are planned.")
    return redirect("checkins:schedule", episode.pk)


@require_http_methods(METHODS)
def response(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """An answered check-in: its level, why, the answers, and who took note."""
    judged = queries.response_within_reach(request.user, response_id)
    return _judged(request, judged, "aftercare/checkins/response.html", page="check-in")


@require_http_methods(METHODS)
def missed(request: SignedInRequest, missed_id: UUID) -> HttpResponse:
    """A missed check-in: how many in a row, and who took note."""
    judged = queries.missed_within_reach(request.user, missed_id)
    return _judged(request, judged, "aftercare/checkins/missed.html", page="missed check-in")


def _judged(
    request: SignedInRequest, judged: CheckInResponse | MissedCheckIn | None, template: str, *, page: str
) -> HttpResponse:
    if judged is None:
        raise Http404
    episode = open_episode_record(request.user, judged.check_in.episode_id, page=page, at=now())
    require(request.user, Permission.READ_CHART, episode)
    context = {
        "episode": episode,
        "judged": judged,
        "slim_banner": True,
        "note": getattr(judged, "acknowledgement", None),
        "may_acknowledge": may(request.user, Permission.ACKNOWLEDGE_CHECK_IN, episode),
        **shown.page(judged, queries.cravings(episode)),
    }
    if request.method != "POST":
        return render(request, template, context | {"form": NoteForm()})
    return _acknowledge(request, judged, template, context)


def _acknowledge(
    request: SignedInRequest, judged: CheckInResponse | MissedCheckIn, template: str, context: dict[str, object]
) -> HttpResponse:
    require(request.user, Permission.ACKNOWLEDGE_CHECK_IN, judged.check_in.episode)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, template, context | {"form": form}, status=422)
    told = form.cleaned_data
    try:
        actions.acknowledge(
            judged=judged, note=told["note"], submission_id=told["submission_id"], by=request.user, at=now()
        )
    except AlreadyAcknowledged as first:
        taken = {"form": form, "note": first.acknowledgement, "yours": told["note"]}
        return render(request, template, context | taken, status=409)
    messages.success(request, "Acknowledged.")
    return redirect(request.path)
