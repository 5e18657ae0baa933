"""Pages about who is in care: the caseload, the search, registration, a new episode, the care team."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.patients import actions, queries
from recovery.patients.actions import errors
from recovery.patients.forms import EpisodeForm, SearchForm, TeamForm
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.views.registering import register


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """The caseload, fifty a page."""
    try:
        after = UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError:
        return redirect("people")
    page = queries.open_caseload(request.user, after=after, at=now())
    may_register = may(request.user, Permission.REGISTER_PATIENT)
    context = {"people": page, "is_first": after is None, "may_register": may_register}
    return render(request, "patients/people.html", context)


@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    """Results are drawn from the POST, so that nothing typed stands in an address."""
    require(request.user, Permission.FIND_PEOPLE)
    form = SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "patients/search.html", {"form": form}, status=422 if form.is_bound else 200)
    words = form.cleaned_data["q"]
    found = queries.search(request.user, words, at=now())
    context = {
        "form": form,
        "q": words,
        "people": found,
        "may_register": may(request.user, Permission.REGISTER_PATIENT),
    }
    return render(request, "patients/search.html", context)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Register a person, unless they are probably known: then both stand side by side first."""
    require(request.user, Permission.REGISTER_PATIENT)
    return register(request, then=lambda patient: redirect("episode-new", patient.pk))


@require_http_methods(["GET", "POST"])
def new_episode(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Open an episode of care for somebody registered, or who comes back."""
    patient = queries.open_for_episode(request.user, patient_id, page="new episode", at=now())
    form = EpisodeForm(request.POST or None)
    context = {"patient": patient, "form": form, "already": queries.open_episode_of(patient)}
    if not form.is_valid():
        return render(request, "patients/episode.html", context, status=422 if form.is_bound else 200)
    try:
        actions.open_episode(patient=patient, **form.cleaned_data, by=request.user, at=now())
    except errors.EpisodeAlreadyOpen as found:
        return render(request, "patients/episode.html", {**context, "already": found.episode}, status=409)
    return redirect("chart", patient.pk)


@require_http_methods(["GET", "POST"])
def care_team(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Who cares for this person; add a clinician, or give the lead to another."""
    patient = queries.open_patient(request.user, patient_id, page="care team", at=now())
    require(request.user, Permission.ASSIGN_CARE_TEAM, patient)
    episode = queries.open_episode_of(patient)
    form = TeamForm(request.POST or None)
    if episode is None or not form.is_valid():
        return _team_page(request, patient, episode, form)
    actions.assign_care_team(episode=episode, **form.cleaned_data, by=request.user, at=now())
    return redirect("care-team", patient.pk)


def _team_page(
    request: SignedInRequest, patient: Patient, episode: EpisodeOfCare | None, form: TeamForm
) -> HttpResponse:
    team = queries.care_team(episode) if episode else []
    context = {"patient": patient, "episode": episode, "team": team, "form": form}
    return render(request, "patients/care_team.html", context, status=422 if form.is_bound else 200)
