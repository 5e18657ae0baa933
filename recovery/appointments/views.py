"""Pages of visits: book, cancel, record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.appointments import actions, queries
from recovery.appointments.codes import AppointmentStatus
from recovery.appointments.forms import BookForm, OutcomeForm, VersionForm
from recovery.appointments.models import Appointment
from recovery.core.models import StaleEdit
from recovery.core.states import UnlawfulMove
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Book a visit; below the form stand those already booked."""
    at = now()
    episode = open_episode_record(request.user, episode_id, page="book a visit", at=at)
    require(request.user, Permission.BOOK_APPOINTMENT, episode)
    form = BookForm(request.POST or None, zone=episode.patient.time_zone)
    if request.method != "POST" or not form.is_valid():
        return _booking_page(request, episode, form)
    answers = form.cleaned_data
    try:
        actions.book_appointment(
            episode=episode,
            practitioner=answers["practitioner"],
            purpose=answers["purpose"],
            mode=answers["mode"],
            place=answers["place"],
            starts_at=form.starts_at,
            length=form.length,
            submission_id=answers["submission_id"],
            by=request.user,
            at=at,
        )
    except (actions.TimeTaken, actions.InThePast) as problem:
        form.add_error("clock", str(problem))
        return _booking_page(request, episode, form)
    messages.success(request, "The visit is booked.")
    return redirect("appointments:book", episode.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, appointment_id: UUID) -> HttpResponse:
    """Ask, then cancel."""
    visit = _open(request, appointment_id, "cancel a visit")
    form = VersionForm(request.POST or None, initial={"version": visit.version})
    if request.method != "POST" or not form.is_valid():
        return _visit_page(request, "cancel", visit, form)
    try:
        actions.cancel_appointment(appointment=visit, version=form.cleaned_data["version"], by=request.user, at=now())
    except (StaleEdit, UnlawfulMove) as problem:
        return _visit_page(request, "cancel", visit, VersionForm(initial={"version": visit.version}), problem)
    messages.success(request, "The visit is cancelled.")
    return redirect("appointments:book", visit.episode_id)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, appointment_id: UUID) -> HttpResponse:
    """Say whether the visit took place."""
    visit = _open(request, appointment_id, "record a visit")
    form = OutcomeForm(request.POST or None, initial={"version": visit.version})
    if request.method != "POST" or not form.is_valid():
        return _visit_page(request, "record", visit, form)
    try:
        actions.record_appointment(
            appointment=visit,
            outcome=AppointmentStatus(form.cleaned_data["outcome"]),
            version=form.cleaned_data["version"],
            by=request.user,
            at=now(),
        )
    except actions.NotYetBegun as problem:
        form.add_error(None, str(problem))
        return _visit_page(request, "record", visit, form)
    except (StaleEdit, UnlawfulMove) as problem:
        return _visit_page(request, "record", visit, OutcomeForm(initial={"version": visit.version}), problem)
    messages.success(request, "The visit is recorded.")
    return redirect("appointments:book", visit.episode_id)


def _open(request: SignedInRequest, appointment_id: UUID, page: str) -> Appointment:
    visit = queries.open_appointment(request.user, appointment_id, page=page, at=now())
    require(request.user, Permission.BOOK_APPOINTMENT, visit.episode)
    return visit


def _booking_page(request: SignedInRequest, episode: EpisodeOfCare, form: BookForm) -> HttpResponse:
    at = now()
    context = {
        "episode": episode,
        "form": form,
        "upcoming": queries.upcoming(episode, at),
        "to_record": queries.to_record(episode, at),
        "slim_banner": True,
    }
    return render(request, "appointments/book.html", context, status=UNPROCESSABLE if form.is_bound else None)


def _visit_page(
    request: SignedInRequest, name: str, visit: Appointment, form: VersionForm, problem: Exception | None = None
) -> HttpResponse:
    """The page of one visit; `problem` says that it changed meanwhile, beside how it stands now."""
    status = CONFLICT if problem else UNPROCESSABLE if form.is_bound else None
    context = {"episode": visit.episode, "visit": visit, "form": form, "problem": problem, "slim_banner": True}
    return render(request, f"appointments/{name}.html", context, status=status)
