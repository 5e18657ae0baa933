"""Home, the chart and the timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from recovery.accounts.codes import Role
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.core.timeline import Kind
from recovery.front.chart.queries import home as homes
from recovery.front.chart.queries import overview, timeline
from recovery.patients import queries as patients

HOME_ELSEWHERE: dict[str, str] = {
    Role.PATIENT: "my:day",
    Role.PRIVACY_OFFICER: "audit:trail",
    Role.ADMINISTRATOR: "staff",
}


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What is theirs to do now; roles without work lists begin on the page of their work."""
    if elsewhere := HOME_ELSEWHERE.get(request.user.role):
        return redirect(elsewhere)
    at = now()
    lists = homes.work_lists(request.user, at)
    audit.read("home", by=request.user, at=at, ids=homes.people_named(lists))
    may_register = may(request.user, Permission.REGISTER_PATIENT)
    context: dict[str, Any] = {
        "lists": lists,
        "shift": list(lists.values()),
        "now": at,
        "may_register": may_register,
    }
    template = "front/chart/home.html#lists" if request.htmx else "front/chart/home.html"
    return render(request, template, context)


@require_GET
def chart(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """One person on one page."""
    at = now()
    patient = patients.open_patient(request.user, patient_id, page="chart", at=at)
    require(request.user, Permission.READ_CHART)
    return render(request, "front/chart/chart.html", overview.of(request.user, patient, at))


@require_GET
def timeline_page(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Everything that happened in one episode, of one kind or of all; the chart fetches the newest of it for itself."""
    at = now()
    patient = patients.open_patient(request.user, patient_id, page="timeline", at=at)
    require(request.user, Permission.READ_CHART)
    episodes = patients.episodes_of(patient)
    wanted = request.GET.get("episode", "")
    episode = next((each for each in episodes if str(each.pk) == wanted), next(iter(episodes), None))
    told = timeline.story(
        episode,
        at,
        kind=request.GET.get("kind", ""),
        page=request.GET.get("page", ""),
        size=timeline.NEWEST if request.htmx else timeline.PAGE,
    )
    context = {"patient": patient, "episode": episode, "episodes": episodes, "story": told, "kinds": list(Kind)}
    return render(request, "front/chart/timeline.html#newest" if request.htmx else "front/chart/timeline.html", context)
