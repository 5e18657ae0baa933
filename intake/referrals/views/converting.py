"""From a referral to a patient with an episode of care: register or choose, then open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from intake.referrals import actions, queries
from intake.referrals.forms import SamePersonForm
from intake.referrals.models import Referral
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.patients import queries as patients
from recovery.patients.actions import errors
from recovery.patients.forms import EpisodeForm
from recovery.patients.models import Patient
from recovery.patients.views.registering import register as registration


@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """The registration form with what the referral knows, then likely matches, then the episode."""
    require(request.user, Permission.REGISTER_PATIENT)
    found = _open(request, referral_id, "referral registration")
    if not found.may_convert:
        return redirect("intake:referral", found.pk)

    def then(patient: Patient) -> HttpResponse:
        actions.identify(referral=found, patient=patient, by=request.user, at=now())
        return redirect("intake:referral-episode", found.pk)

    return registration(
        request,
        then=then,
        known=found.known_of_patient,
        form_page="intake/referrals/register.html",
        matches_page="intake/referrals/matches.html",
        context={"referral": found},
    )


@require_POST
def same_person(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """The referral is about somebody known already."""
    require(request.user, Permission.REGISTER_PATIENT)
    found = _open(request, referral_id, "referral registration")
    form = SamePersonForm(request.POST)
    if not form.is_valid() or not found.may_convert:
        return redirect("intake:referral", found.pk)
    chosen = form.cleaned_data["patient_id"]
    patient = patients.open_for_episode(request.user, chosen, page="referral of a known person", at=now())
    actions.identify(referral=found, patient=patient, by=request.user, at=now())
    return redirect("intake:referral-episode", found.pk)


@require_http_methods(["GET", "POST"])
def episode(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Open the episode, or lead the referral to the one that is open already."""
    require(request.user, Permission.OPEN_EPISODE)
    found = _open(request, referral_id, "referral episode")
    if found.patient_id is None or not found.may_convert:
        return redirect("intake:referral", found.pk)
    patient = patients.open_for_episode(request.user, found.patient_id, page="episode from a referral", at=now())
    already = patients.open_episode_of(patient)
    if already and "join" in request.POST:
        actions.join(referral=found, episode=already, by=request.user, at=now())
        return redirect("chart", patient.pk)
    form = EpisodeForm(request.POST or None, initial={"referral_source": found.source})
    context: dict[str, Any] = {"referral": found, "patient": patient, "form": form, "already": already}
    if not form.is_valid():
        return _page(request, context, status=422 if form.is_bound else 200)
    try:
        actions.convert(referral=found, **form.cleaned_data, by=request.user, at=now())
    except errors.EpisodeAlreadyOpen as opened:
        return _page(request, {**context, "already": opened.episode}, status=409)
    return redirect("chart", patient.pk)


def _page(request: SignedInRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, "intake/referrals/episode.html", context, status=status)


def _open(request: SignedInRequest, referral_id: UUID, page: str) -> Referral:
    return queries.open_referral(request.user, referral_id, page=page, at=now())
