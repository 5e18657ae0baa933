"""What is done with one referral: each a form, an action, and back to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from intake.referrals import actions, queries, rules
from intake.referrals.actions.errors import (
    AlreadyWaiting,
    NothingKept,
    NotOpen,
    NotYet,
    TakenBack,
    TooFewAttempts,
)
from intake.referrals.forms import (
    AttemptForm,
    CloseForm,
    InterimForm,
    NoteForm,
    TakeBackForm,
    TakeOffForm,
    TriageForm,
    WaitForm,
)
from intake.referrals.models import Referral
from intake.referrals.models.waiting_list import WaitingListEntry
from recovery.accounts.requests import SignedInRequest
from recovery.core.forms import Form
from recovery.core.states import UnlawfulMove
from recovery.patients.models import Patient

REFUSALS = (UnlawfulMove, TooFewAttempts, AlreadyWaiting, NothingKept, NotOpen)


@require_http_methods(["GET", "POST"])
def triage(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Which reasons are true, and so how urgent it is."""
    found = _open(request, referral_id, "referral triage")
    form = TriageForm(request.POST if request.method == "POST" else None, initial={"reasons": found.reasons})
    words = {"heading": "Triage", "button": "Save triage", "shows_at_once": True}
    return _act(request, found, form, words, actions.triage)


@require_http_methods(["GET", "POST"])
def attempt(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Record a try to reach who asked."""
    found = _open(request, referral_id, "referral call")
    form = AttemptForm(request.POST if request.method == "POST" else None)
    words = {"heading": "Record a call", "button": "Save call", "shows_number": True}
    return _act(request, found, form, words, actions.record_attempt)


@require_http_methods(["GET", "POST"])
def wait(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Put the referral on the waiting list."""
    found = _open(request, referral_id, "referral to the waiting list")
    form = WaitForm(request.POST if request.method == "POST" else None, initial={"reasons": found.reasons})
    words = {"heading": "Put on the waiting list", "button": "Put on the waiting list", "shows_order": True}
    return _act(request, found, form, words, actions.put_on_waiting_list)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Decline, refer on, or stop calling."""
    found = _open(request, referral_id, "referral closing")
    form = CloseForm(request.POST if request.method == "POST" else None)
    return _act(request, found, form, {"heading": "Close the referral", "button": "Close"}, actions.close)


@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Take a closed referral up again."""
    found = _open(request, referral_id, "referral reopening")
    form = NoteForm(request.POST if request.method == "POST" else None)
    return _act(request, found, form, {"heading": "Take up again", "button": "Reopen"}, actions.reopen)


@require_http_methods(["GET", "POST"])
def take_off(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """Give up a place on the waiting list."""
    entry = queries.open_entry(request.user, entry_id, at=now())
    form = TakeOffForm(request.POST if request.method == "POST" else None, of_referral=entry.referral_id is not None)
    back = reverse("intake:waiting-list")
    if form.is_valid():
        actions.take_off(entry=entry, **form.cleaned_data, by=request.user, at=now())
        return redirect(back)
    words = {"heading": "Take off the waiting list", "button": "Take off", "back": back, "referral": entry.referral}
    context = {"form": form, "patient": _patient(entry), **words}
    return render(request, "intake/referrals/act.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def interim(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """What the law wants for somebody who waits, what was given, and a form to record more."""
    entry = queries.open_entry(request.user, entry_id, at=now())
    form = InterimForm(request.POST if request.method == "POST" else None, initial={"given_at": now()})
    if form.is_valid():
        try:
            actions.give_interim(entry=entry, **form.cleaned_data, by=request.user, at=now())
        except NotYet as refused:
            form.add_error("given_at", str(refused))
        else:
            messages.success(request, "Recorded.")
            return redirect("intake:waiting-interim", entry.pk)
    context = {
        "entry": entry,
        "patient": _patient(entry),
        "wanted": queries.wanted(entry, now()),
        "form": form,
        "source": rules.INTERIM_SOURCE,
    }
    return render(request, "intake/referrals/interim.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def interim_mistake(request: SignedInRequest, entry_id: UUID, given_id: UUID) -> HttpResponse:
    """Say that what was recorded as given does not stand."""
    entry = queries.open_entry(request.user, entry_id, at=now())
    given = queries.interim_of(entry, given_id)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    back = reverse("intake:waiting-interim", args=[entry.pk])
    words: dict[str, Any] = {"heading": "Take back a record of interim services", "button": "Take back", "back": back}
    context = {"form": form, "referral": entry.referral, "patient": _patient(entry), **words}
    if not form.is_valid():
        return render(request, "intake/referrals/act.html", context, status=422 if form.is_bound else 200)
    try:
        actions.take_back_interim(entry=entry, given=given, **form.cleaned_data, by=request.user, at=now())
    except TakenBack as refused:
        return render(request, "intake/referrals/act.html", {**context, "refused": str(refused)}, status=409)
    return redirect(back)


def _act(
    request: SignedInRequest,
    referral: Referral,
    form: Form,
    words: Mapping[str, Any],
    action: Callable[..., object],
) -> HttpResponse:
    """Show the form, or do what it says and go back to the page of the referral."""
    back = reverse("intake:referral", args=[referral.pk])
    context: dict[str, Any] = {"referral": referral, "form": form, "back": back, "now": now(), **words}
    if not form.is_valid():
        return render(request, "intake/referrals/act.html", context, status=422 if form.is_bound else 200)
    try:
        action(referral=referral, **form.cleaned_data, by=request.user, at=now())
    except REFUSALS as refused:
        context["refused"] = str(refused)
        return render(request, "intake/referrals/act.html", context, status=409)
    return redirect(back)


def _open(request: SignedInRequest, referral_id: UUID, page: str) -> Referral:
    return queries.open_referral(request.user, referral_id, page=page, at=now())


def _patient(entry: WaitingListEntry) -> Patient | None:
    return entry.episode.patient if entry.episode else None
