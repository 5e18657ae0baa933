"""Pages of the treatment plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record
from treatment.plans import actions, queries
from treatment.plans.codes import Part
from treatment.plans.forms import SignForm, part_form
from treatment.plans.queries import builder, parts, sheets
from treatment.plans.views import editing

FORM_METHODS = ["GET", "HEAD", "POST"]


def _open(
    request: SignedInRequest, episode_id: UUID, page: str, at: datetime, permission: Permission = Permission.WRITE_PLAN
) -> EpisodeOfCare:
    """The episode, read and permitted: 404 out of reach, 403 without the permission."""
    episode = open_episode_record(request.user, episode_id, page=page, at=at)
    require(request.user, permission, episode)
    return episode


@require_safe
def plan(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The builder: findings, the plan, what stands before signing."""
    at = now()
    episode = _open(request, episode_id, "treatment plan", at, Permission.READ_CHART)
    shown = builder.build(episode, request.user, at)
    context = {"episode": episode, "slim_banner": True, "b": shown, "plan": shown.plan}
    return render(request, "treatment/plans/builder.html", context)


@require_POST
def draft_plan(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Add what the findings suggest; `restore` names removed suggestions to take back in."""
    at = now()
    episode = _open(request, episode_id, "treatment plan", at)
    drafted = actions.draft_plan(episode=episode, by=request.user, at=at, restore=request.POST.getlist("restore"))
    messages.success(request, editing.drafted_words(drafted.added))
    return redirect("treatment:plan", episode.pk)


@require_safe
def removed_suggestions(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Suggestions that somebody took out of the plan, to be added back."""
    episode = _open(request, episode_id, "removed suggestions", now())
    context = {"episode": episode, "slim_banner": True, "removed": parts.removed_suggestions(episode)}
    return render(request, "treatment/plans/removed.html", context)


@require_http_methods(FORM_METHODS)
def details(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The plan's details: setting, dates, strengths, medication, review, the person's signature."""
    at = now()
    episode = _open(request, episode_id, "plan details", at)
    form, saved_at = editing.details_form(episode, request.POST or None, by=request.user, at=at)
    context: dict[str, Any] = {"episode": episode, "slim_banner": True, "form": form, "saved_at": saved_at}
    if request.method == "POST" and form.is_valid():
        try:
            editing.save_details(episode, form, by=request.user, at=at)
        except StaleEdit as stale:
            context["conflict"] = editing.conflict(form, stale.current, queries.plan_of(episode))
            return render(request, "treatment/plans/details.html", context, status=409)
        messages.success(request, "Plan details saved.")
        return redirect("treatment:plan", episode.pk)
    return render(request, "treatment/plans/details.html", context, status=422 if form.is_bound else 200)


@require_POST
def autosave_details(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Keep what is typed so far; 409 when somebody has saved a newer plan."""
    at = now()
    episode = _open(request, episode_id, "plan details", at)
    saved = editing.autosave_details(episode, request.POST, by=request.user, at=at)
    if not saved:
        return HttpResponse(editing.NEWER, status=409, content_type="text/plain")
    return JsonResponse({"saved": saved})


@require_http_methods(FORM_METHODS)
def add_part(request: SignedInRequest, episode_id: UUID, part: Part, parent_id: UUID) -> HttpResponse:
    """A new problem, goal, objective or intervention; a problem's parent is the episode."""
    at = now()
    episode = _open(request, episode_id, f"plan {part}", at)
    place = parts.place_for_new(episode, part, parent_id, at)
    form = part_form(part, request.POST or None, plan_date=place.plan_date, initial={"version": place.version})
    words_taken = editing.use_suggested_words(form, episode, request.POST)
    if request.method == "POST" and not words_taken and form.is_valid():
        made = actions.add_part(
            episode=episode,
            part=part,
            parent_id=parent_id,
            fields=form.values,
            submission_id=form.cleaned_data["submission_id"],
            by=request.user,
            at=at,
        )
        messages.success(request, f"{part.capitalize()} added.")
        return redirect(editing.back_to(episode, made))
    context = {"episode": episode, "slim_banner": True, "form": form, "part": part, "place": place}
    return render(request, "treatment/plans/part.html", context, status=editing.status_of(form))


@require_http_methods(FORM_METHODS)
def edit_part(request: SignedInRequest, episode_id: UUID, part: Part, part_id: UUID) -> HttpResponse:
    """One part of the plan; a stale edit shows both versions and keeps what was written."""
    at = now()
    episode = _open(request, episode_id, f"plan {part}", at)
    place = parts.place_of(episode, part, part_id)
    form = part_form(part, request.POST or None, plan_date=place.plan_date, initial=place.initial)
    words_taken = editing.use_suggested_words(form, episode, request.POST)
    context: dict[str, Any] = {"episode": episode, "slim_banner": True, "form": form, "part": part, "place": place}
    if request.method == "POST" and not words_taken and form.is_valid():
        try:
            row = editing.save_part(episode, part, part_id, form, by=request.user, at=at)
        except StaleEdit as stale:
            context["conflict"] = editing.conflict(form, stale.current, queries.plan_of(episode))
            return render(request, "treatment/plans/part.html", context, status=409)
        messages.success(request, f"{part.capitalize()} saved.")
        return redirect(editing.back_to(episode, row))
    return render(request, "treatment/plans/part.html", context, status=editing.status_of(form))


@require_http_methods(FORM_METHODS)
def remove_part(request: SignedInRequest, episode_id: UUID, part: Part, part_id: UUID) -> HttpResponse:
    """Ask once what goes away with it, then remove."""
    at = now()
    episode = _open(request, episode_id, f"plan {part}", at)
    place = parts.place_of(episode, part, part_id)
    form = editing.RemoveForm(request.POST or None, initial={"version": place.version})
    context = {"episode": episode, "slim_banner": True, "form": form, "part": part, "place": place}
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.remove_part(episode=episode, part=part, part_id=part_id, version=version, by=request.user, at=at)
        except StaleEdit:
            context["form"] = editing.RemoveForm(initial={"version": place.version})
            return render(request, "treatment/plans/remove.html", context | {"stale": True}, status=409)
        messages.success(request, f"{part.capitalize()} removed.")
        return redirect("treatment:plan", episode.pk)
    return render(request, "treatment/plans/remove.html", context, status=editing.status_of(form))


@require_http_methods(FORM_METHODS)
def sign_plan(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The whole plan as it will be signed, and everything the rules say of it."""
    at = now()
    episode = _open(request, episode_id, "plan to sign", at, Permission.SIGN_PLAN)
    shown = sheets.to_sign(episode, at)
    form = SignForm(
        request.POST or None, user=request.user, blockers=shown.blockers, initial={"version": shown.version}
    )
    context: dict[str, Any] = {"episode": episode, "slim_banner": True, "form": form, "s": shown}
    if request.method != "POST" or not form.is_valid():
        return render(request, "treatment/plans/sign.html", context, status=editing.status_of(form))
    try:
        signed = sheets.sign(shown, form, by=request.user, at=at)
    except StaleEdit:
        context["form"] = SignForm(user=request.user, blockers=shown.blockers, initial={"version": shown.version})
        return render(request, "treatment/plans/sign.html", context | {"stale": True}, status=409)
    except sheets.REFUSED as refused:
        form.add_error(None, str(refused))
        return render(request, "treatment/plans/sign.html", context, status=422)
    messages.success(request, f"Version {signed.number} signed.")
    return redirect("treatment:revision", signed.pk)


@require_safe
def revisions(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Every signed version, with what changed in each and since the last."""
    at = now()
    episode = _open(request, episode_id, "plan revisions", at, Permission.READ_CHART)
    context = {"episode": episode, "slim_banner": True, "history": sheets.history(episode)}
    return render(request, "treatment/plans/revisions.html", context)


@require_safe
def revision(request: SignedInRequest, revision_id: UUID) -> HttpResponse:
    """One signed version, to read and to print."""
    episode, signed = queries.open_revision(request.user, revision_id, at=now())
    require(request.user, Permission.READ_CHART, episode)
    return render(
        request, "treatment/plans/revision.html", {"episode": episode, "sheet": sheets.sheet(episode, signed)}
    )
