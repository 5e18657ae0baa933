"""Home, the chart and the timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.chart import home as homes
from recovery.chart import overview
from recovery.core.timeline import Kind
from recovery.patients import queries as patients

HOME_ELSEWHERE = {"patient": "aftercare:my-day", "privacy_officer": "audit:trail", "administrator": "staff"}


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
    template = "chart/home.html#lists" if request.htmx else "chart/home.html"
    return render(request, template, context)


@require_GET
def chart(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """One person on one page."""
    at = now()
    patient = patients.open_patient(request.user, patient_id, page="chart", at=at)
    require(request.user, Permission.READ_CHART)
    return render(request, "chart/chart.html", overview.of(request.user, patient, at))


@require_GET
def timeline_page(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Everything that happened in one episode of care, of one kind or of all."""
    at = now()
    patient = patients.open_patient(request.user, patient_id, page="timeline", at=at)
    require(request.user, Permission.READ_CHART)
    asked = {name: request.GET.get(name, "") for name in ("kind", "episode")}
    return render(
        request, "chart/timeline.html", overview.whole_timeline(patient, **asked, at=at) | {"kinds": list(Kind)}
    )
