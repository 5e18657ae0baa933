"""The decision on admission, and the sheet that goes with somebody who is referred elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_http_methods

from intake.assessment import actions, queries
from intake.assessment.actions.errors import (
    AssessmentError,
    LowerNeedsReason,
    NewerAssessment,
    Unanswered,
    WrongDay,
    WrongProgram,
)
from intake.assessment.codes import Outcome
from intake.assessment.forms import DecisionForm
from intake.assessment.models import Assessment
from intake.assessment.rules import loc_suggest
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.clinical.conditions import queries as conditions
from recovery.clinical.redflags import queries as redflags
from recovery.clinical.redflags.queries import FlagCard
from recovery.core.times import moment
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record
from recovery.programs.queries import ProgramRow, open_programs


@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Admit, wait or refer; for somebody who is admitted, change that admission."""
    episode = open_episode_record(request.user, episode_id, page="admission decision form", at=now())
    require(request.user, Permission.DECIDE_ADMISSION)
    assessment = queries.current_assessment(episode)
    if assessment is None or not episode.is_open:
        messages.info(request, "Assess the person first." if episode.is_open else "This episode of care is closed.")
        return redirect("intake:assessments", episode.pk)
    programs, flags = open_programs(), redflags.unresolved_in(episode, now())
    form = _form(request, episode, assessment, programs, flags)
    if request.method == "GET":
        return _page(request, episode, assessment, form, flags)
    if not form.is_valid():
        return _page(request, episode, assessment, form, flags, status=422)
    try:
        kept = actions.decide(
            episode=episode,
            decision=form.decision,
            submission_id=form.cleaned_data["submission_id"],
            by=request.user,
            at=now(),
        )
    except NewerAssessment as error:
        newest = queries.current_assessment(episode) or assessment
        form.rest_on(newest.pk)
        form.add_error(None, str(error))
        return _page(request, episode, newest, form, flags, status=409)
    except AssessmentError as error:
        _explain(form, error)
        return _page(request, episode, assessment, form, flags, status=422)
    return redirect("intake:decision", kept.pk)


@require_GET
def decision(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    """One decision, to read."""
    kept = queries.open_decision(request.user, decision_id, page="admission decision", at=now())
    require(request.user, Permission.READ_CHART)
    context = {
        "decision": kept,
        "episode": kept.episode,
        "said": queries.said(kept),
        "waits": queries.wait_words(kept),
        "stands": queries.latest_decision(kept.episode) == kept,
        "may_decide": may(request.user, Permission.DECIDE_ADMISSION) and kept.episode.is_open,
    }
    return render(request, "intake/assessment/decision.html", context)


@require_GET
def referral_sheet(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    """What the person takes along to the place they are referred to."""
    kept = queries.open_decision(request.user, decision_id, page="referral sheet", at=now())
    require(request.user, Permission.READ_CHART)
    if kept.outcome != Outcome.REFER:
        raise Http404
    context = {
        "decision": kept,
        "episode": kept.episode,
        "rated": queries.rated(kept.assessment),
        "conditions": conditions.summary(kept.episode),
        "decided_at": moment(kept.decided_at),
        "moud": loc_suggest.MOUD,
    }
    return render(request, "intake/assessment/referral_sheet.html", context)


def _form(
    request: SignedInRequest,
    episode: EpisodeOfCare,
    assessment: Assessment,
    programs: list[ProgramRow],
    flags: list[FlagCard],
) -> DecisionForm:
    standing = queries.admission(episode)
    first: dict[str, Any] = {
        "level_of_care": assessment.chosen, "lower_reason": assessment.lower_reason, "lower_note": assessment.lower_note,
        "starts_on": localtime(now()).date(), "rests_on": assessment.pk,
    }  # fmt: skip
    if standing:
        first |= {
            "program": standing.program_id,
            "starts_on": standing.starts_on,
            "level_of_care": standing.level_of_care,
        }
    return DecisionForm(
        request.POST or None,
        initial=first,
        programs=programs,
        urgent=queries.cannot_wait(episode, assessment, flags),
        only_admit=episode.stage not in (Stage.REFERRED, Stage.IN_INTAKE),
        is_change=standing is not None,
    )


def _explain(form: DecisionForm, error: AssessmentError) -> None:
    """Put the refusal beside the field it is about."""
    if isinstance(error, Unanswered):
        for rule in error.rules:
            form.add_error(f"done_{rule}", "Write what was done about this before the person waits or leaves")
        return
    places = ((LowerNeedsReason, "lower_reason"), (WrongProgram, "program"), (WrongDay, "starts_on"))
    form.add_error(next((name for kind, name in places if isinstance(error, kind)), None), str(error))


def _page(
    request: SignedInRequest,
    episode: EpisodeOfCare,
    assessment: Assessment,
    form: DecisionForm,
    flags: list[FlagCard],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "episode": episode, "assessment": assessment, "suggestion": assessment.suggestion, "form": form,
        "programs": form.programs, "moud": loc_suggest.MOUD, "slim_banner": True, "red_flags": flags,
    }  # fmt: skip
    return render(request, "intake/assessment/decide.html", context, status=status)
