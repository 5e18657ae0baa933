"""Who works here, and what they may do: the administrator's pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from recovery.accounts import actions, queries
from recovery.accounts.forms import RoleForm, StaffForm
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: SignedInRequest) -> HttpResponse:
    """Everybody who works here, and a form to add somebody."""
    require(request.user, Permission.MANAGE_STAFF)
    form = StaffForm(request.POST or None)
    if form.is_valid():
        try:
            member = actions.add_staff(**form.cleaned_data, by=request.user, at=now())
        except actions.AddressTaken as taken:
            form.add_error("email", str(taken))
        else:
            messages.success(request, f"Added. A link to set a password went to {member.email}.")
            return redirect("staff")
    shown = {"members": queries.staff(), "form": form}
    return render(request, "accounts/staff.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """One of the staff: role, and whether they may sign in."""
    require(request.user, Permission.MANAGE_STAFF)
    chosen = queries.staff_member(user_id)
    initial = {"role": chosen.role, "version": chosen.version}
    form = RoleForm(request.POST or None, initial=initial)
    if form.is_valid():
        return _change_role(request, chosen, form)
    return _page(request, chosen, form, 422 if form.errors else 200)


@require_POST
def deactivate(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Close an account."""
    return _act(request, user_id, actions.deactivate, "The account is closed, and its sessions have ended.")


@require_POST
def reactivate(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Open a closed account."""
    return _act(request, user_id, actions.reactivate, "The account is open again.")


@require_POST
def invite(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Send the link to set a password once more."""
    return _act(request, user_id, actions.invite_again, "The link to set a password is on its way.")


def nowhere(request: SignedInRequest) -> HttpResponse:
    """Nobody changes the address they sign in with by themselves: it is how they were known when invited."""
    raise Http404


def _change_role(request: SignedInRequest, chosen: User, form: RoleForm) -> HttpResponse:
    try:
        actions.change_role(member=chosen, **form.cleaned_data, by=request.user, at=now())
    except actions.OwnAccount as own:
        form.add_error(None, str(own))
        return _page(request, chosen, form, 422)
    except StaleEdit as stale:
        current = queries.staff_member(user_id=chosen.pk)
        form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]  # a QueryDict
        form.add_error(None, f"{stale} The role is now {current.get_role_display()}. Choose again to change it.")
        return _page(request, current, form, 409)
    messages.success(request, "The role is changed.")
    return redirect("staff-member", chosen.pk)


def _act(request: SignedInRequest, user_id: UUID, action: Callable[..., None], done: str) -> HttpResponse:
    require(request.user, Permission.MANAGE_STAFF)
    chosen = queries.staff_member(user_id)
    try:
        action(member=chosen, by=request.user, at=now())
    except actions.OwnAccount as own:
        messages.error(request, str(own))
    else:
        messages.success(request, done)
    return redirect("staff-member", chosen.pk)


def _page(request: SignedInRequest, chosen: User, form: RoleForm, status: int) -> HttpResponse:
    return render(request, "accounts/member.html", {"member": chosen, "form": form}, status=status)
