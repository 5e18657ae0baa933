"""The assessment: the form with its draft and running suggestion, the result, corrections, the course over time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intake.assessment import actions, queries
from intake.assessment.actions import drafting
from intake.assessment.actions.errors import AlreadyCorrected, AssessmentError, LowerNeedsReason
from intake.assessment.forms import AssessmentForm, CorrectionForm, initial_of
from intake.assessment.models import Assessment
from intake.assessment.rules import loc_suggest
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.times import clock
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record
from recovery.programs import rules as levels

FORM = "intake/assessment/form.html"


@require_http_methods(["GET", "POST"])
def assess(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Rate the six dimensions and choose a level; what was typed before is there again."""
    episode = open_episode_record(request.user, episode_id, page="assessment form", at=now())
    require(request.user, Permission.ASSESS)
    draft = drafting.find(episode, request.user)
    if request.method == "GET":
        return _form_page(request, episode, AssessmentForm(initial=drafting.initial(draft)), draft=draft)
    form = AssessmentForm(request.POST)
    if request.POST.get("do") == "later":
        return _keep(request, episode, form)
    return _finish(request, episode, form)


@require_POST
def autosave(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Keep what is typed; 409 with a sentence when newer text is kept already."""
    episode = drafting.within_reach(request.user, episode_id)
    form = AssessmentForm(request.POST)
    kept = drafting.save(episode=episode, typed=form.kept(), seq=form.save_number, by=request.user, at=now())
    if kept is None:
        return HttpResponse(form.STALE, status=409, content_type="text/plain; charset=utf-8")
    return JsonResponse({"saved": clock(kept.updated_at, now=now())})


@require_POST
def suggest(request: SignedInRequest) -> HttpResponse:
    """The suggestion for what is on the page: nothing is kept, nobody is named."""
    require(request.user, Permission.ASSESS)
    return render(request, "intake/assessment/suggestion.html", _suggested(AssessmentForm(request.POST)))


@require_GET
def assessment(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    """One assessment, to read and to print."""
    found = queries.open_assessment(request.user, assessment_id, page="assessment", at=now())
    require(request.user, Permission.READ_CHART)
    context = {
        "assessment": found, "episode": found.episode, "rated": queries.rated(found), "suggestion": found.suggestion,
        "level": queries.level(found.chosen), "lacks": levels.lacks(found.chosen, found.suggested),
        "versions": queries.versions(found), "moud": loc_suggest.MOUD,
        "may_assess": may(request.user, Permission.ASSESS),
        "may_decide": may(request.user, Permission.DECIDE_ADMISSION) and found.episode.is_open,
    }  # fmt: skip
    return render(request, "intake/assessment/assessment.html", context)


@require_GET
def course(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Every assessment of the episode, with what changed from one to the next."""
    episode = open_episode_record(request.user, episode_id, page="assessments", at=now())
    require(request.user, Permission.READ_CHART)
    context = {
        "episode": episode,
        "course": queries.course(episode),
        "decisions": queries.decisions(episode),
        "may_assess": may(request.user, Permission.ASSESS) and episode.is_open,
    }
    return render(request, "intake/assessment/course.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    """Write what stands in the place of an assessment, with the reason."""
    found = queries.open_assessment(request.user, assessment_id, page="correct assessment", at=now())
    require(request.user, Permission.ASSESS)
    if request.method == "GET":
        return _form_page(request, found.episode, CorrectionForm(initial=initial_of(found)), original=found)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _form_page(request, found.episode, form, original=found, status=422)
    try:
        made = actions.correct_assessment(
            assessment=found, given=form.given, reason=form.cleaned_data["reason"],
            submission_id=form.cleaned_data["submission_id"], by=request.user, at=now(),
        )  # fmt: skip
    except AlreadyCorrected as error:
        return _form_page(request, found.episode, form, original=found, current=error.current, status=409)
    except AssessmentError as error:
        return _refused(request, found.episode, form, error, original=found)
    return redirect("intake:assessment", made.pk)


def _keep(request: SignedInRequest, episode: EpisodeOfCare, form: AssessmentForm) -> HttpResponse:
    kept = drafting.save(episode=episode, typed=form.kept(), seq=form.save_number + 1, by=request.user, at=now())
    if kept is None:
        form.hush()
        return _form_page(request, episode, form, note=form.STALE, status=409)
    messages.success(request, "The assessment is kept as a draft. Nothing is decided yet.")
    return redirect("chart", episode.patient_id)


def _finish(request: SignedInRequest, episode: EpisodeOfCare, form: AssessmentForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, episode, form, status=422)
    try:
        made = actions.assess(
            episode=episode,
            given=form.given,
            submission_id=form.cleaned_data["submission_id"],
            by=request.user,
            at=now(),
        )
    except AssessmentError as error:
        return _refused(request, episode, form, error)
    return redirect("intake:assessment", made.pk)


def _refused(
    request: SignedInRequest, episode: EpisodeOfCare, form: AssessmentForm, error: AssessmentError, **more: Any
) -> HttpResponse:
    """The form as typed, with what to do."""
    form.add_error("lower_reason" if isinstance(error, LowerNeedsReason) else None, str(error))
    return _form_page(request, episode, form, status=422, **more)


def _suggested(form: AssessmentForm) -> dict[str, Any]:
    """The suggestion, and what the level chosen so far has less of."""
    told, chosen = form.suggestion, form.level_now
    lacks = levels.lacks(chosen, told.level) if told.level and chosen else ()
    rated = sum(name in form.ratings for name in loc_suggest.RATED)
    return {"suggestion": told, "lacks": lacks, "rated": rated, "moud": loc_suggest.MOUD}


def _form_page(
    request: SignedInRequest, episode: EpisodeOfCare, form: AssessmentForm, *, draft: Any = None,
    original: Assessment | None = None, current: Any = None, note: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    beside = queries.beside(episode)
    context = {
        "episode": episode, "form": form, "original": original, "current": current, "note": note, "slim_banner": True,
        "saved": clock(draft.updated_at, now=now()) if draft else "",
        "sections": [(part, *fields) for part, fields in zip(beside, form.sections, strict=True)],
        **_suggested(form),
    }  # fmt: skip
    return render(request, FORM, context, status=status)
