"""The way from a typed form to a person's record, with likely matches in between: shared by all who register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from recovery.accounts.requests import SignedInRequest
from recovery.patients import actions
from recovery.patients.forms import RegistrationForm
from recovery.patients.models import Patient
from recovery.patients.queries.matches import likely_matches


def register(
    request: SignedInRequest,
    *,
    then: Callable[[Patient], HttpResponse],
    known: Mapping[str, Any] | None = None,
    form_page: str = "patients/new.html",
    matches_page: str = "patients/matches.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, prefilled with what is `known`; then the likely matches; then register, and go on with `then`.

    The caller has asked for the permission.
    """
    form = RegistrationForm(request.POST or None, initial=dict(known or {}))
    shown = {"form": form, **(context or {})}
    if "edit" in request.POST:
        form.hush()
        return render(request, form_page, shown)
    if not form.is_valid():
        return render(request, form_page, shown, status=422 if form.is_bound else 200)
    matches = likely_matches(
        request.user,
        names=form.names,
        birth_date=form.cleaned_data["birth_date"],
        phones=form.phones,
        submission_id=form.cleaned_data["submission_id"],
        at=now(),
    )
    if matches and not form.cleaned_data["confirmed"]:
        del shown["form"]
        return render(request, matches_page, {**shown, "typed": form, "matches": matches}, status=409)
    despite = [match.patient.pk for match in matches]
    return then(actions.register_patient(**form.person(), despite=despite, by=request.user, at=now()))
