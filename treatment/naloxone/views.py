"""The naloxone page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_http_methods

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.patients.queries import open_episode_record
from treatment.naloxone import actions, queries
from treatment.naloxone.forms import NaloxoneForm


@require_http_methods(["GET", "HEAD", "POST"])
def naloxone(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """What stands with the kit, and a form to say what stands now."""
    at = now()
    episode = open_episode_record(request.user, episode_id, page="naloxone", at=at)
    require(request.user, Permission.RECORD_NALOXONE, episode)
    form = NaloxoneForm(request.POST or None, today=localtime(at).date())
    if request.method == "POST" and form.is_valid():
        actions.record_naloxone(episode=episode, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, "Naloxone recorded.")
        return redirect("treatment:naloxone", episode.pk)
    context = {
        "episode": episode,
        "slim_banner": True,
        "form": form,
        "present": queries.naloxone(episode),
        "findings": queries.findings(episode, localtime(at).date()),
        "history": queries.history(episode),
    }
    return render(request, "treatment/naloxone/naloxone.html", context, status=422 if form.is_bound else 200)
