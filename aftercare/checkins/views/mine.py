"""Answering one's own check-in, signed in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from aftercare.checkins import actions, queries
from aftercare.checkins.actions.errors import AlreadyAnswered, CheckInClosed
from aftercare.checkins.models import CheckInResponse
from aftercare.checkins.queries import words
from aftercare.checkins.views import flow
from aftercare.checkins.views.flow import Sitting
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Today's check-in, or that none is due; POST begins an extra one."""
    episode = _own(request)
    at = now()
    if request.method == "POST" and episode:
        check_in = actions.begin(episode=episode, by=request.user, at=at)
        return redirect("checkins:mine-question", queries.next_number(check_in) or 1)
    sitting = _sitting(request, episode)
    if sitting:
        return flow.start(request, sitting, "aftercare/checkins/start_mine.html", due=True)
    patient = episode.patient if episode else None
    context = {
        "following": queries.next_check_in(patient, at) if patient else None,
        "answered_today": queries.answered_today(patient, at) if patient else False,
        "may_begin": episode is not None and episode.is_open,
    }
    return render(request, "aftercare/checkins/start_mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, number: int) -> HttpResponse:
    """One question; without an open check-in, back to the first page."""

    def thanks(response: CheckInResponse) -> HttpResponse:
        return redirect("checkins:mine-thanks", response.pk)

    sitting = _sitting(request, _own(request))
    if sitting is None:
        return _already_sent(request) or redirect("checkins:mine")
    try:
        return flow.question(request, sitting, number, thanks)
    except (AlreadyAnswered, CheckInClosed):
        return redirect("checkins:mine")


@require_safe
def help_now(request: SignedInRequest, number: int) -> HttpResponse:
    """The crisis numbers, then on."""
    sitting = _sitting(request, _own(request))
    return flow.help_now(request, sitting, number) if sitting else redirect("checkins:mine")


@require_safe
def thanks(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """The page after one's own check-in."""
    response = queries.response_within_reach(request.user, response_id)
    if response is None:
        raise Http404
    episode = open_episode_record(request.user, response.check_in.episode_id, page="own check-in", at=now())
    require(request.user, Permission.ANSWER_CHECK_IN, episode)
    context = {
        "after": words.after(response, queries.next_check_in(episode.patient, now())),
        "called": episode.patient.called,
        "steps": queries.coping_steps(episode),
        "people": queries.people_to_call(episode),
    }
    return render(request, "aftercare/checkins/after.html", context)


def _own(request: SignedInRequest) -> EpisodeOfCare | None:
    """The patient's own episode, the read recorded; 403 for whoever is no patient."""
    require(request.user, Permission.ANSWER_CHECK_IN)
    episode = queries.own_episode(request.user)
    return open_episode_record(request.user, episode.pk, page="own check-in", at=now()) if episode else None


def _sitting(request: SignedInRequest, episode: EpisodeOfCare | None) -> Sitting | None:
    at = now()
    check_in = queries.open_check_in(episode.patient, at) if episode else None
    if check_in is None:
        return None
    return Sitting(
        check_in=check_in,
        at=at,
        start_url=reverse("checkins:mine"),
        question_url=lambda number: reverse("checkins:mine-question", args=[number]),
        help_url=lambda number: reverse("checkins:mine-help", args=[number]),
        by=request.user,
    )


def _already_sent(request: SignedInRequest) -> HttpResponse | None:
    """The page after, when the button was pressed twice and the first press has sent the check-in."""
    sent = queries.response_of_submission(request.user, request.POST.get("submission_id", ""))
    return redirect("checkins:mine-thanks", sent.pk) if sent else None
