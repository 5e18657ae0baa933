"""Pages of results: one instrument, its correction, a whole packet, trends.  Each makes one call and renders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from intake.screening import actions, queries
from intake.screening.actions.errors import AlreadyCorrected, IllegalAnswers, IncompleteAnswers
from intake.screening.forms import CorrectionForm, InstrumentForm, form_for, initial_of
from intake.screening.queries import follow_up
from intake.screening.queries.progress import next_item
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.clinical.redflags import queries as redflags
from recovery.patients.queries import open_episode_record


@require_GET
def result(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """One answered instrument, to read and to print."""
    response = queries.open_response(request.user, response_id, page="screening result", at=now())
    require(request.user, Permission.READ_CHART, response.episode)
    context = {
        "review": follow_up.result_review(response, at=now()),
        "instrument": response.definition,
        "episode": response.episode,
        "packet": response.packet,
        "next": next_item(response.packet) if response.packet else None,
        "may_screen": may(request.user, Permission.SCREEN, response.episode),
    }
    return render(request, "intake/screening/result.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """Write what stands in the place of a response, with the reason."""
    response = queries.open_response(request.user, response_id, page="correct screening", at=now())
    require(request.user, Permission.SCREEN, response.episode)
    language = request.POST.get("language", response.language)
    build = form_for(response.definition, language=language, base=CorrectionForm)
    if request.method == "GET":
        newest = queries.newest_version(response)
        if newest.pk != response.pk:
            return redirect("intake:correct", newest.pk)
        first = initial_of(response.definition, response.answers, mode=response.mode, language=response.language)
        return _correct_page(request, response, build(initial=first))
    return _correct(request, response, build(request.POST))


@require_GET
def packet_result(request: SignedInRequest, packet_id: UUID) -> HttpResponse:
    """All results of a packet on one page: what to do now, what changed, what is asked again."""
    opened = queries.open_packet(request.user, packet_id, page="intake packet result", at=now())
    require(request.user, Permission.READ_CHART, opened.episode)
    may_plan = may(request.user, Permission.WRITE_PLAN, opened.episode)
    context = {
        "review": follow_up.packet_review(opened, at=now()),
        "packet": opened,
        "episode": opened.episode,
        "may_plan": may_plan,
    }
    return render(request, "intake/screening/packet_result.html", context)


@require_GET
def trends(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Every instrument of the episode over time, and what is asked again."""
    episode = open_episode_record(request.user, episode_id, page="screening trends", at=now())
    require(request.user, Permission.READ_CHART, episode)
    context = {"episode": episode, "shown": follow_up.episode_trends(episode, at=now())}
    return render(request, "intake/screening/trends.html", context)


def after_recording(response: Any) -> HttpResponse:
    """Where recording leads: to what cannot wait, else to the result."""
    return redirect("clinical:act-now" if redflags.must_act(response.pk) else "intake:result", response.pk)


def _correct(request: SignedInRequest, response: Any, form: InstrumentForm) -> HttpResponse:
    if not form.is_valid():
        return _correct_page(request, response, form, status=422)
    try:
        corrected = actions.correct_response(
            response=response, answers=form.answers, reason=form.cleaned_data["reason"], by=request.user, at=now(),
            **form.about_data,
        )  # fmt: skip
    except (IllegalAnswers, IncompleteAnswers) as error:
        form.explain(error)
        return _correct_page(request, response, form, status=422)
    except AlreadyCorrected as error:
        return _correct_page(request, response, form, status=409, current=queries.result_sheet(error.current))
    return after_recording(corrected)


def _correct_page(
    request: SignedInRequest, response: Any, form: InstrumentForm, *, status: int = 200, current: Any = None
) -> HttpResponse:
    context = {
        "response": response, "form": form, "instrument": response.definition, "episode": response.episode,
        "current": current, "slim_banner": True,
    }  # fmt: skip
    return render(request, "intake/screening/correct.html", context, status=status)
