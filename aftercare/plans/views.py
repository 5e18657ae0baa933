"""Staff pages of the aftercare plan: write, give."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from aftercare.plans import actions, queries
from aftercare.plans.actions import drafting
from aftercare.plans.forms import PlanForm, SeqForm
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Write the plan with the person; "Give" also makes the revision they read."""
    episode = open_episode_record(request.user, episode_id, page="aftercare plan", at=now())
    require(request.user, Permission.WRITE_AFTERCARE, episode)
    if request.method != "POST":
        form, resumed = _begin(request, episode)
        return _page(request, episode, form, resumed=resumed)
    if request.POST.get("do") == "discard":
        drafting.discard(episode, request.user)
        return redirect("aftercare:plan", episode.pk)
    form = PlanForm(request.POST)
    if form.rearranged:
        form.hush()
        return _page(request, episode, form)
    if not form.is_valid():
        return _page(request, episode, form, status=UNPROCESSABLE)
    try:
        done = _save(request, episode, form)
    except actions.PlanNotReady as problem:
        form.main.add_error(None, str(problem))
        return _page(request, episode, form, status=UNPROCESSABLE)
    except StaleEdit as stale:
        theirs = queries.plan_of(episode)
        form.over(stale)
        return _page(request, episode, form, status=CONFLICT, stale=theirs, theirs=queries.content_of(theirs))
    drafting.discard(episode, request.user)
    messages.success(request, done)
    return redirect("aftercare:plan", episode.pk)


@require_POST
def draft(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Autosave, as templates/components/README.md says."""
    at, form = now(), SeqForm(request.POST)
    if not form.is_valid():
        return HttpResponse("This page is out of date. Open it again.", status=400, content_type="text/plain")
    seq = form.cleaned_data["seq"]
    if not drafting.keep(episode_id=episode_id, posted=request.POST, seq=seq, by=request.user, at=at):
        newer = "A newer version was saved from another window. Open the page again."
        return HttpResponse(newer, status=CONFLICT, content_type="text/plain")
    return JsonResponse({"saved": f"{at.astimezone(ZoneInfo(settings.CENTER_TIME_ZONE)):%H:%M}"})


def _begin(request: SignedInRequest, episode: EpisodeOfCare) -> tuple[PlanForm, bool]:
    """The form to write in, and whether it holds words of this writer that were never saved."""
    draft = drafting.find(episode, request.user)
    if draft and draft.data:
        return PlanForm.resumed(draft.data, draft.seq), True
    plan = queries.plan_of(episode)
    return PlanForm.showing(queries.content_of(plan), plan.version if plan else 0, draft.seq if draft else 0), False


def _save(request: SignedInRequest, episode: EpisodeOfCare, form: PlanForm) -> str:
    """Do what the button said; returns the sentence that tells of it."""
    facts = {"episode": episode, "content": form.content, "version": form.main.cleaned_data["version"]}
    facts |= {"by": request.user, "at": now()}
    if request.POST.get("do") == "give":
        revision = actions.write_and_give(submission_id=form.main.cleaned_data["submission_id"], **facts)
        return f"Version {revision.number} is given. The person sees it on their own pages; print it if they use paper."
    actions.write_plan(**facts)
    return "Saved. The person sees it once you give it to them."


def _page(
    request: SignedInRequest, episode: EpisodeOfCare, form: PlanForm, *, status: int | None = None, **more: object
) -> HttpResponse:
    context = {
        "episode": episode,
        "plan": form,
        "forms": form.all,
        "revision": queries.current_revision(episode),
        "slim_banner": True,
        **more,
    }
    return render(request, "aftercare/plans/plan.html", context, status=status)
