"""Pages of red flags: act now, one flag, all of an episode, all that are open, raising one by hand.

What opens a record finds it within reach or answers 404; so the permission alone is asked after it, and the action asks both.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.clinical.redflags import actions, queries
from recovery.clinical.redflags.actions.errors import AlreadyResolved, AlreadyTaken
from recovery.clinical.redflags.forms import HandForm, ResolveForm, TakeForm
from recovery.clinical.redflags.queries import FlagCard
from recovery.core.ids import uuid_of
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record

METHODS = ["GET", "HEAD", "POST"]


@require_GET
def of_episode(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """All red flags of one episode of care, the newest first."""
    episode = open_episode_record(request.user, episode_id, page="red flags", at=now())
    require(request.user, Permission.READ_CHART)
    page = queries.flags_of(episode, now(), before=uuid_of(request.GET.get("before", "")))
    context = {"episode": episode, "page": page, "may_raise": may(request.user, Permission.SCREEN)}
    return render(request, "clinical/redflags/episode.html", context)


@require_GET
def all_open(request: SignedInRequest) -> HttpResponse:
    """Every red flag within reach that still needs a person."""
    require(request.user, Permission.SCREEN)
    at, after = now(), uuid_of(request.GET.get("after", ""))
    page = queries.work_list(request.user, at, after=after)
    audit.read("open red flags", by=request.user, at=at, ids=page.patient_ids)
    return render(request, "clinical/redflags/open.html", {"page": page, "is_first": after is None})


@require_http_methods(METHODS)
def by_hand(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Raise an emergency that somebody sees."""
    episode = open_episode_record(request.user, episode_id, page="raise a red flag", at=now())
    require(request.user, Permission.SCREEN)
    form = HandForm(request.POST or None) if request.method == "POST" else HandForm()
    if form.is_bound and form.is_valid():
        flag = actions.raise_by_hand(episode=episode, **form.cleaned_data, by=request.user, at=now())
        return redirect("clinical:act-now", flag.current_subject_id)
    context = {"episode": episode, "form": form, "slim_banner": True}
    return render(request, "clinical/redflags/by_hand.html", context, status=422 if form.is_bound else 200)


@require_GET
def act_now(request: SignedInRequest, subject_id: UUID) -> HttpResponse:
    """What cannot wait, on a page of its own after the record that showed it."""
    cards = queries.open_raised(request.user, subject_id, page="act now", at=now())
    episode = cards[0].episode
    require(request.user, Permission.READ_CHART)
    return render(request, "clinical/redflags/act_now.html", _about(request, episode) | {"cards": cards})


@require_http_methods(METHODS)
def flag(request: SignedInRequest, flag_id: UUID) -> HttpResponse:
    """One red flag: what to do, what happened, and the form that closes it."""
    card = queries.open_flag(request.user, flag_id, page="red flag", at=now())
    require(request.user, Permission.READ_CHART)
    if request.method != "POST":
        return _flag_page(request, card, ResolveForm())
    require(request.user, Permission.HANDLE_RED_FLAG)
    form = ResolveForm(request.POST)
    if not form.is_valid():
        return _flag_page(request, card, form, status=422)
    try:
        actions.resolve(flag=card.flag, **form.cleaned_data, by=request.user, at=now())
    except AlreadyResolved as first:
        again = queries.open_flag(request.user, flag_id, page="red flag", at=now())
        return _flag_page(request, again, form, status=409, first=first.step, yours=form.cleaned_data["note"])
    messages.success(request, "Recorded. The red flag is closed.")
    return redirect("clinical:red-flag", flag_id)


@require_POST
def take(request: SignedInRequest, flag_id: UUID) -> HttpResponse:
    """Say "I have it"."""
    card = queries.open_flag(request.user, flag_id, page="red flag", at=now())
    form = TakeForm(request.POST)
    over = form.is_valid() and form.cleaned_data["over"]
    try:
        actions.take(flag=card.flag, over=over, by=request.user, at=now())
    except (AlreadyTaken, AlreadyResolved) as first:
        again = queries.open_flag(request.user, flag_id, page="red flag", at=now())
        return _flag_page(request, again, ResolveForm(), status=409, first=first.step)
    return redirect("clinical:red-flag", flag_id)


def _flag_page(
    request: SignedInRequest, card: FlagCard, form: ResolveForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = _about(request, card.episode) | {"card": card, "form": form, **more}
    return render(request, "clinical/redflags/flag.html", context, status=status)


def _about(request: SignedInRequest, episode: EpisodeOfCare) -> dict[str, Any]:
    may_handle = may(request.user, Permission.HANDLE_RED_FLAG)
    return {"episode": episode, "may_handle": may_handle, "slim_banner": True, "no_flag_strip": True}
