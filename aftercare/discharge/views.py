"""The page on which a person leaves treatment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from aftercare.checkins import queries as checkins
from aftercare.discharge import actions
from aftercare.discharge.forms import MoveForm
from aftercare.plans import queries as plans
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.states import UnlawfulMove
from recovery.patients.queries import open_episode_record

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Begin aftercare, with what must be said and done before the person leaves."""
    at = now()
    episode = open_episode_record(request.user, episode_id, page="move to aftercare", at=at)
    require(request.user, Permission.MOVE_TO_AFTERCARE, episode)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_to_aftercare(
                episode=episode, discharged_on=form.cleaned_data["discharged_on"], by=request.user, at=at
            )
        except (actions.DischargeOutOfRange, actions.NoPlanGiven, UnlawfulMove) as problem:
            form.add_error("discharged_on" if isinstance(problem, actions.DischargeOutOfRange) else None, str(problem))
        else:
            messages.success(request, "Aftercare has begun.")
            return redirect("aftercare:plan", episode.pk)
    context = {
        "episode": episode,
        "form": form,
        "revision": plans.current_revision(episode),
        "schedule": checkins.schedule_of(episode),
        "slim_banner": True,
    }
    return render(request, "aftercare/discharge/move.html", context, status=UNPROCESSABLE if form.is_bound else None)
