"""Programs of the center: the administrator's pages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from recovery.accounts.permissions import Permission, require
from recovery.accounts.queries import active_staff
from recovery.accounts.requests import SignedInRequest
from recovery.core.models import StaleEdit
from recovery.programs import actions
from recovery.programs.actions import NameTaken
from recovery.programs.forms import ProgramForm, initial_of
from recovery.programs.queries import every_program, get_program


@require_http_methods(["GET", "POST"])
def programs(request: SignedInRequest) -> HttpResponse:
    """Every program, and a form to add one."""
    require(request.user, Permission.MANAGE_PROGRAMS)
    form = ProgramForm(request.POST if request.method == "POST" else None, staff=active_staff())
    if form.is_valid():
        try:
            actions.add_program(fields=form.program_fields, by=request.user, at=now())
        except NameTaken as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "The program is added.")
            return redirect("programs:programs")
    context = {"programs": every_program(), "form": form}
    return render(request, "programs/programs.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def program(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """One program, to change."""
    require(request.user, Permission.MANAGE_PROGRAMS)
    chosen = get_program(program_id)
    data = request.POST if request.method == "POST" else None
    form = ProgramForm(data, staff=active_staff(), initial=initial_of(chosen))
    if form.is_valid():
        try:
            actions.change_program(
                program=chosen,
                fields=form.program_fields,
                version=form.cleaned_data["version"],
                by=request.user,
                at=now(),
            )
        except NameTaken as error:
            form.add_error("name", str(error))
        except StaleEdit as stale:
            return _stale(request, form, stale)
        else:
            messages.success(request, "The program is changed.")
            return redirect("programs:programs")
    status = 422 if form.errors else 200
    return render(request, "programs/program.html", {"program": chosen, "form": form}, status=status)


def _stale(request: SignedInRequest, form: ProgramForm, stale: StaleEdit) -> HttpResponse:
    """Both versions: what stands now beside the text as typed, which the next press saves over it."""
    current = get_program(stale.current.pk)
    data = request.POST.copy()
    data["version"] = str(current.version)
    form.data = data
    form.hush()
    context = {"program": current, "form": form, "current": current}
    return render(request, "programs/program.html", context, status=409)
