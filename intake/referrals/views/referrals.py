"""Referrals for the staff: the lists, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from intake.referrals import actions, queries, rules
from intake.referrals.forms import ChangeForm, TakeInForm
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit

LISTS = (
    ("To call", "intake:referrals"),
    ("Waiting list", "intake:waiting-list"),
    ("All open", "intake:referrals-open"),
    ("Closed", "intake:referrals-closed"),
)


@require_GET
def to_call(request: SignedInRequest) -> HttpResponse:
    """Who is to be called, the most urgent first."""
    return _list(request, queries.open_to_call, "intake:referrals", "intake/referrals/to_call.html")


@require_GET
def undecided(request: SignedInRequest) -> HttpResponse:
    """Every referral that is not closed."""
    return _list(request, queries.open_undecided, "intake:referrals-open", "intake/referrals/all.html")


@require_GET
def closed(request: SignedInRequest) -> HttpResponse:
    """Referrals that ended."""
    return _list(request, queries.open_closed, "intake:referrals-closed", "intake/referrals/all.html")


@require_GET
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Who waits, in the order in which their turn comes."""
    return _list(request, queries.open_waiting_list, "intake:waiting-list", "intake/referrals/waiting_list.html")


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Take in a referral by phone, letter or at the door."""
    require(request.user, Permission.MANAGE_REFERRALS)
    form = TakeInForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound or request.method == "POST" else 200
        return render(request, "intake/referrals/new.html", {"form": form}, status=status)
    kept = form.cleaned_data
    plain = {name: kept[name] for name in ("way", "reasons", "call_back", "note", "submission_id")}
    referral = actions.take_in(caller=form.caller(), **plain, by=request.user, at=now())
    return redirect("intake:referral", referral.pk)


@require_GET
def referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """One referral: whom to call, why, what was done, and what can be done next."""
    at = now()
    found = queries.open_referral(request.user, referral_id, page="referral", at=at)
    context = {
        "referral": found,
        "sheet": queries.sheet(found, at),
        "is_overdue": found.is_overdue(at),
        "may_register": may(request.user, Permission.REGISTER_PATIENT),
        "now": at,
    }
    return render(request, "intake/referrals/referral.html", context)


@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Correct whom to call and how."""
    found = queries.open_referral(request.user, referral_id, page="referral details", at=now())
    form = ChangeForm.of(found, request.POST or None)
    context: dict[str, Any] = {"referral": found, "form": form}
    if found.is_forgotten or not form.is_valid():
        status = 409 if found.is_forgotten else 422 if form.is_bound else 200
        return render(request, "intake/referrals/details.html", context, status=status)
    try:
        actions.change_details(
            referral=found, caller=form.caller(), version=form.cleaned_data["version"], by=request.user, at=now()
        )
    except StaleEdit as stale:
        context["current"] = stale.current
        return render(request, "intake/referrals/details.html", context, status=409)
    return redirect("intake:referral", found.pk)


def _list(request: SignedInRequest, read: Callable[..., queries.Page[Any]], here: str, template: str) -> HttpResponse:
    try:
        after = UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError:
        return redirect(here)
    at = now()
    page = read(request.user, after=after, at=at)
    context = {
        "page": page,
        "is_first": after is None,
        "here": reverse(here),
        "tabs": [{"label": label, "url": reverse(name), "current": name == here} for label, name in LISTS],
        "order_in_words": rules.ORDER_IN_WORDS,
        "now": at,
    }
    return render(request, template, context)
