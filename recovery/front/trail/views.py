"""The trail as the privacy officer reads it; reading it is itself in the trail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import queries
from recovery.front.trail.forms import TrailForm
from recovery.patients.queries import numbers


@require_http_methods(["GET", "HEAD", "POST"])
def trail(request: SignedInRequest) -> HttpResponse:
    """Events, newest first, 50 a page; what is asked for is posted, so that no address names a record."""
    require(request.user, Permission.READ_AUDIT)
    form = TrailForm(request.POST if request.method == "POST" else {})
    if not form.is_valid():
        return render(request, "front/trail/trail.html", {"form": form}, status=422)
    try:
        patient_id = numbers.record_id(form.cleaned_data["record"])
    except numbers.NoSuchRecord as missing:
        form.add_error("record", ValidationError(str(missing)))
        return render(request, "front/trail/trail.html", {"form": form}, status=422)
    together = numbers.of_one_person(patient_id)
    asked = queries.Asked(patient_id, form.cleaned_data["actor"], form.cleaned_data["action"], together)
    page = queries.page(asked, before=form.cleaned_data["before"], by=request.user, at=now())
    found = numbers.record_numbers(page.patient_ids)
    return render(request, "front/trail/trail.html", {"form": form, "page": page, "numbers": found})


@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Whether every event fits its chain."""
    require(request.user, Permission.READ_AUDIT)
    verdict = queries.verify(by=request.user, at=now())
    return render(request, "front/trail/verified.html", {"verdict": verdict})
