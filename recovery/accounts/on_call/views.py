"""The roster: the administrator's page of who is on call."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from recovery.accounts.on_call import actions, queries
from recovery.accounts.on_call.codes import Line
from recovery.accounts.on_call.forms import DutyForm, ReplacementForm, VersionForm
from recovery.accounts.on_call.models import OnCallDuty
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit

CHANGED = (
    "Somebody else changed this duty while you looked at it. This is how it stands now; nothing of yours was saved."
)


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: SignedInRequest) -> HttpResponse:
    """The coming two weeks, and a form to add somebody."""
    require(request.user, Permission.MANAGE_ON_CALL)
    form = DutyForm(request.POST or None)
    if form.is_valid():
        try:
            duty = actions.add_duty(**form.cleaned_data, by=request.user, at=now())
        except (actions.Overlaps, actions.NotAble, actions.InThePast) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{duty.user.name} is on call from {queries.short(duty.begins_at)}.")
            return redirect("on-call")
    return _roster_page(request, form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: SignedInRequest, duty_id: UUID) -> HttpResponse:
    """Let somebody else have the rest of a duty."""
    require(request.user, Permission.MANAGE_ON_CALL)
    duty = queries.duty(duty_id, now())
    told: dict[str, Any] = {"line": duty.line, "besides": duty.user, "initial": {"version": duty.version}}
    form = ReplacementForm(request.POST or None, **told)
    if form.is_valid():
        try:
            actions.replace_duty(duty=duty, **form.cleaned_data, by=request.user, at=now())
        except StaleEdit:
            messages.warning(request, CHANGED)
            return _replace_page(request, queries.duty(duty_id, now()), ReplacementForm(**told), 409)
        except actions.NotAble as error:
            form.add_error("user", str(error))
        else:
            messages.success(request, "Handed over.")
            return redirect("on-call")
    return _replace_page(request, duty, form, 422 if form.errors else 200)


@require_POST
def end(request: SignedInRequest, duty_id: UUID) -> HttpResponse:
    """End a duty now, or take it off when it has not begun."""
    require(request.user, Permission.MANAGE_ON_CALL)
    duty = queries.duty(duty_id, now())
    form = VersionForm(request.POST)
    try:
        actions.end_duty(duty=duty, version=form.cleaned_data["version"] if form.is_valid() else 0, by=request.user,
                         at=now())  # fmt: skip
    except StaleEdit:
        messages.warning(request, CHANGED)
    else:
        messages.success(request, "The duty is ended.")
    return redirect("on-call")


def _roster_page(request: SignedInRequest, form: DutyForm, status: int) -> HttpResponse:
    at = now()
    context = {
        "lines": [(line, queries.roster(line, at)) for line in Line],
        "past": queries.past(at),
        "form": form,
        "now": at,
    }
    return render(request, "accounts/on_call/roster.html", context, status=status)


def _replace_page(request: SignedInRequest, duty: OnCallDuty, form: ReplacementForm, status: int) -> HttpResponse:
    context = {"duty": duty, "form": form, "has_begun": duty.has_begun(now())}
    return render(request, "accounts/on_call/replace.html", context, status=status)
