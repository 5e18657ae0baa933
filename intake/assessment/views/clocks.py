"""Regulatory clocks: one person's, the list of everybody's, and what answers them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_http_methods

from intake.assessment import actions, queries
from intake.assessment.actions.errors import AlreadyCorrected, AssessmentError
from intake.assessment.forms.records import (
    GoPastForm,
    MilestoneCorrectionForm,
    MilestoneForm,
    initial_of_milestone,
)
from intake.assessment.queries import due
from intake.assessment.rules import otp_clock
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.core.ids import uuid_of
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record


@require_http_methods(["GET", "POST"])
def clocks(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """What is due by when, what was done, and a form to record more."""
    episode = open_episode_record(request.user, episode_id, page="regulatory clocks", at=now())
    require(request.user, Permission.READ_CHART)
    if request.method == "GET":
        return _page(request, episode, _form(request))
    require(request.user, Permission.RECORD_MILESTONE)
    form = _form(request)
    if not form.is_valid():
        return _page(request, episode, form, status=422)
    try:
        actions.record_milestone(
            episode=episode, done=form.done, submission_id=form.cleaned_data["submission_id"], by=request.user, at=now()
        )
    except AssessmentError as error:
        form.add_error(None, str(error))
        return _page(request, episode, form, status=422)
    messages.success(request, "Recorded.")
    return redirect("intake:clocks", episode.pk)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, milestone_id: UUID) -> HttpResponse:
    """Write what stands in the place of a row, or that it was an error."""
    milestone = queries.open_milestone(request.user, milestone_id, page="correct milestone", at=now())
    require(request.user, Permission.RECORD_MILESTONE)
    first = initial_of_milestone(milestone)
    form = MilestoneCorrectionForm(request.POST or None, today=localtime(now()).date(), initial=first)
    if not form.is_valid():
        return _correct_page(request, milestone, form, 422 if request.method == "POST" else 200)
    cleaned = form.cleaned_data
    try:
        actions.correct_milestone(
            milestone=milestone, done=form.done, reason=cleaned["reason"], in_error=cleaned["in_error"],
            submission_id=cleaned["submission_id"], by=request.user, at=now(),
        )  # fmt: skip
    except AssessmentError as error:
        form.add_error(None, str(error))
        return _correct_page(request, milestone, form, 409 if isinstance(error, AlreadyCorrected) else 422)
    return redirect("intake:clocks", milestone.episode_id)


@require_http_methods(["GET", "POST"])
def go_past(request: SignedInRequest, episode_id: UUID, rule_id: str) -> HttpResponse:
    """Go on in spite of what a clock says, with a reason and the password."""
    episode = open_episode_record(request.user, episode_id, page="go past a clock", at=now())
    require(request.user, Permission.OVERRIDE_SAFETY_RULE)
    told = due.clock_finding(episode, rule_id, now())
    if told is None or told.override:
        messages.info(request, "Nothing is left to go past here.")
        return redirect("intake:clocks", episode.pk)
    form = GoPastForm(request.POST or None, rule=rule_id, user=request.user)
    if form.is_valid():
        try:
            actions.go_past_clock(episode=episode, rule_id=rule_id, reason=form.reason, by=request.user, at=now())
        except AssessmentError as error:
            messages.info(request, str(error))
        return redirect("intake:clocks", episode.pk)
    context = {"episode": episode, "finding": told.finding, "form": form, "slim_banner": True}
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/assessment/go_past.html", context, status=status)


@require_GET
def due_list(request: SignedInRequest) -> HttpResponse:
    """Everybody within reach with something due by regulation, the most overdue first."""
    require(request.user, Permission.RECORD_MILESTONE)
    page = due.by_regulation(request.user, now(), uuid_of(request.GET.get("after", "")))
    audit.read("due by regulation", by=request.user, at=now(), ids=page.patient_ids)
    return render(request, "intake/assessment/due.html", {"page": page, "first": "after" not in request.GET})


def _form(request: SignedInRequest) -> MilestoneForm:
    today = localtime(now()).date()
    data = request.POST if request.method == "POST" else None
    return MilestoneForm(data, today=today, initial={"done_on": today})


def _page(request: SignedInRequest, episode: EpisodeOfCare, form: MilestoneForm, *, status: int = 200) -> HttpResponse:
    admission = queries.admission(episode)
    is_otp = bool(admission and admission.program and admission.program.is_otp)
    state = due.of_episode(episode, admission, now()) if admission and is_otp else None
    context = {
        "episode": episode,
        "admission": admission,
        "state": state,
        "findings": due.with_overrides(state) if state else (),
        "may_go_past": may(request.user, Permission.OVERRIDE_SAFETY_RULE),
        "milestones": queries.milestones(episode),
        "form": form,
        "source": otp_clock.SOURCE,
        "may_record": may(request.user, Permission.RECORD_MILESTONE) and episode.is_open,
    }
    return render(request, "intake/assessment/clocks.html", context, status=status)


def _correct_page(request: SignedInRequest, milestone: Any, form: MilestoneForm, status: int) -> HttpResponse:
    context = {"milestone": milestone, "episode": milestone.episode, "form": form, "slim_banner": True}
    return render(request, "intake/assessment/milestone.html", context, status=status)
