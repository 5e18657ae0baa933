"""Pages of how a person may be reached, with what consent, and of their own sign-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.going_on import next_of
from recovery.core.models import StaleEdit
from recovery.patients import actions, queries
from recovery.patients.actions import errors
from recovery.patients.forms import AccountForm, ContactForm, HoursForm
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint


@require_GET
def contacts(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Every way to reach the person."""
    patient = _open(request, patient_id, "contact points")
    require(request.user, Permission.READ_CHART, patient)
    return _page(request, patient)


@require_POST
def add(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    patient = _open(request, patient_id, "contact points")
    queries.require_contacts(request.user, patient)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, patient, form=form, status=422)
    try:
        actions.add_contact_point(patient=patient, contact=form.contact(), by=request.user, at=now())
    except errors.ContactKnown:
        form.add_error("address", "This is kept already: see the list")
        return _page(request, patient, form=form, status=422)
    return redirect("contacts", patient.pk)


@require_POST
def consent(request: SignedInRequest, patient_id: UUID, contact_id: UUID) -> HttpResponse:
    """Give consent to reminders, or withdraw it."""
    contact = _contact(request, patient_id, contact_id)
    act = actions.withdraw_consent if request.POST.get("consent") == "withdraw" else actions.give_consent
    act(contact=contact, by=request.user, at=now())
    return redirect("contacts", patient_id)


@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest, patient_id: UUID, contact_id: UUID) -> HttpResponse:
    """When and how a contact point may be used; then back to the page that led here."""
    contact = _contact(request, patient_id, contact_id)
    queries.require_contacts(request.user, contact.patient)
    form = HoursForm.of(contact, request.POST or None)
    if not form.is_valid():
        return _hours_page(request, contact, form, status=422 if form.is_bound else 200)
    try:
        actions.change_contact(contact=contact, **form.cleaned_data, by=request.user, at=now())
    except StaleEdit as stale:
        return _hours_page(request, contact, form, current=stale.current, status=409)
    return redirect(_back(request, patient_id))


@require_POST
def give_account(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Make the person's own sign-in and send the link; pressed again, the link is sent again."""
    patient = _open(request, patient_id, "patient account")
    queries.require_contacts(request.user, patient)
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, patient, account_form=form, status=422)
    try:
        actions.give_account(patient=patient, email=form.cleaned_data["email"], by=request.user, at=now())
    except errors.EmailTaken:
        form.add_error("email", "Somebody else signs in with this address. Ask for another")
        return _page(request, patient, account_form=form, status=422)
    except errors.AccountGiven:
        messages.info(request, "This person has a sign-in already. The link was sent again.")
    actions.invite(patient=patient, by=request.user, at=now())
    messages.success(request, "A link to choose a password is on its way.")
    return redirect("contacts", patient.pk)


def _open(request: SignedInRequest, patient_id: UUID, page: str) -> Patient:
    return queries.open_patient(request.user, patient_id, page=page, at=now())


def _contact(request: SignedInRequest, patient_id: UUID, contact_id: UUID) -> ContactPoint:
    found = queries.contact_of(_open(request, patient_id, "contact point"), contact_id)
    if found is None:
        raise Http404
    return found


def _back(request: SignedInRequest, patient_id: UUID) -> str:
    return next_of(request, reverse("contacts", args=[patient_id]))


def _page(
    request: SignedInRequest,
    patient: Patient,
    *,
    form: ContactForm | None = None,
    account_form: AccountForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "patient": patient,
        "episode": queries.current_episode(patient),
        "contacts": queries.contact_points(patient),
        "form": form or ContactForm(prefix=None),
        "account_form": account_form or AccountForm(initial={"email": queries.email_of(patient)}, auto_id="account_%s"),
        "may_write": queries.may_write_contacts(request.user, patient),
    }
    context["forms"] = [context["account_form"]]  # the summary of errors takes `form` by itself
    return render(request, "patients/contacts.html", context, status=status)


def _hours_page(
    request: SignedInRequest,
    contact: ContactPoint,
    form: HoursForm,
    *,
    current: models.Model | None = None,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "patient": contact.patient,
        "episode": queries.current_episode(contact.patient),
        "contact": contact,
        "form": form,
        "current": current,
        "back": _back(request, contact.patient_id),
        "slim_banner": True,
    }
    return render(request, "patients/hours.html", context, status=status)
