"""The person's own pages: their day, their plan, their visits for the calendar.  Nobody else's."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aftercare.my import queries
from recovery.accounts.requests import SignedInRequest
from recovery.appointments.queries.calendar import calendar


@require_safe
def my_day(request: SignedInRequest) -> HttpResponse:
    """Today: check-in, what is coming up, what has been done."""
    at = now()
    patient = queries.myself(request.user, page="my day", at=at)
    return render(request, "aftercare/my/day.html", {"day": queries.my_day(patient, at)})


@require_safe
def my_plan(request: SignedInRequest) -> HttpResponse:
    """The plan as it was given; it prints on one sheet."""
    at = now()
    patient = queries.myself(request.user, page="my plan", at=at)
    return render(request, "aftercare/my/plan.html", {"plan": queries.my_plan(patient, at)})


@require_safe
def my_calendar(request: SignedInRequest) -> HttpResponse:
    """The visits to come as a file for the person's calendar, with a summary that tells nothing."""
    at = now()
    patient = queries.myself(request.user, page="my calendar", at=at)
    text = calendar(queries.my_events(patient, at), summary=_("Appointment"), stamp=at)
    headers = {"Content-Disposition": 'attachment; filename="appointments.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
