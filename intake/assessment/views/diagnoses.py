"""Diagnoses: what results point to, what a clinician assigned, and changes to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from intake.assessment import queries
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.clinical.conditions import actions
from recovery.clinical.conditions import queries as conditions
from recovery.clinical.conditions.actions import AlreadyChanged, ConditionError, Diagnosis
from recovery.clinical.conditions.codes import Rank
from recovery.clinical.conditions.forms import ChangeForm, DiagnosisForm, initial_of
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record


@require_GET
def diagnoses(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """What stands, what results point to, and what was changed."""
    episode = open_episode_record(request.user, episode_id, page="diagnoses", at=now())
    require(request.user, Permission.READ_CHART)
    versions = conditions.all_versions(episode)
    current = conditions.standing(versions)
    context = {
        "episode": episode,
        "current": current,
        "versions": versions,
        "suggestions": queries.suggested_diagnoses(episode, current),
        "may_diagnose": may(request.user, Permission.DIAGNOSE) and episode.is_open,
    }
    return render(request, "clinical/conditions/diagnoses.html", context)


@require_http_methods(["GET", "POST"])
def assign(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Assign a diagnosis; a press of "Look at it" beside a suggestion fills the form and assigns nothing."""
    episode = open_episode_record(request.user, episode_id, page="assign diagnosis", at=now())
    require(request.user, Permission.DIAGNOSE)
    suggested = {each.rule_id: each for each in queries.suggested_diagnoses(episode, conditions.current(episode))}
    if "look" in request.POST and (chosen := suggested.get(request.POST["look"])):
        first = {"icd10": chosen.code, "rule_id": chosen.rule_id, "rank": _rank(episode, chosen.family)}
        return _form_page(request, episode, DiagnosisForm(initial=first), because=chosen)
    form = DiagnosisForm(request.POST or None)
    if not form.is_valid():
        return _form_page(request, episode, form, status=422 if form.is_bound or request.method == "POST" else 200)
    try:
        actions.assign(
            episode=episode, diagnosis=_with_source(form.diagnosis, suggested),
            submission_id=form.cleaned_data["submission_id"], by=request.user, at=now(),
        )  # fmt: skip
    except ConditionError as error:
        form.add_error(None, str(error))
        return _form_page(request, episode, form, status=422)
    return redirect("intake:diagnoses", episode.pk)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, condition_id: UUID) -> HttpResponse:
    """Write what stands in the place of a diagnosis, with the reason."""
    condition = conditions.open_condition(request.user, condition_id, page="change diagnosis", at=now())
    episode = condition.episode
    require(request.user, Permission.DIAGNOSE)
    if request.method == "GET":
        return _form_page(request, episode, ChangeForm(initial=initial_of(condition)), condition=condition)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form_page(request, episode, form, condition=condition, status=422)
    said = replace(form.diagnosis, because=condition.because, source=condition.source, rule_id=condition.rule_id)
    try:
        actions.change(
            condition=condition, diagnosis=said, reason=form.cleaned_data["reason"],
            submission_id=form.cleaned_data["submission_id"], by=request.user, at=now(),
        )  # fmt: skip
    except AlreadyChanged as error:
        return _form_page(request, episode, form, condition=condition, current=error.current, status=409)
    except ConditionError as error:
        form.add_error(None, str(error))
        return _form_page(request, episode, form, condition=condition, status=422)
    return redirect("intake:diagnoses", episode.pk)


def _with_source(diagnosis: Diagnosis, suggested: dict[str, Any]) -> Diagnosis:
    """With the words of the suggestion, where what is assigned is of the family that was suggested."""
    chosen = suggested.get(diagnosis.rule_id)
    if chosen is None:
        return replace(diagnosis, rule_id="")
    return replace(diagnosis, because=chosen.because, source=chosen.source)


def _rank(episode: EpisodeOfCare, family: str) -> str:
    """Opioid use disorder is what this center treats: principal, unless something else is already."""
    taken = any(each.is_principal for each in conditions.current(episode))
    return Rank.PRINCIPAL if family == "opioid" and not taken else Rank.CO_OCCURRING


def _form_page(
    request: SignedInRequest, episode: EpisodeOfCare, form: DiagnosisForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"episode": episode, "form": form, "slim_banner": True, **more}
    return render(request, "clinical/conditions/form.html", context, status=status)
