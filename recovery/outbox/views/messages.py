"""Pages about reminders that reached nobody, the page on which a person says STOP, and the watchdog."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.outbox import actions, queries
from recovery.outbox.forms import ResolveForm
from recovery.outbox.queries import stopping


@require_GET
def review(request: SignedInRequest) -> HttpResponse:
    """Reminders within reach that are in doubt or reached nobody."""
    require(request.user, Permission.RESOLVE_REMINDER)
    found = queries.to_look_at(request.user, now())
    audit.read("reminders to look at", by=request.user, at=now(), ids=found.people)
    return render(request, "outbox/review.html", {"found": found})


@require_http_methods(["GET", "POST"])
def resolve(request: SignedInRequest, message_id: UUID) -> HttpResponse:
    """One of them, and what became of it."""
    require(request.user, Permission.RESOLVE_REMINDER)
    message = queries.open_message(request.user, message_id, page="reminder", at=now())
    form = ResolveForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                given = form.cleaned_data
                actions.resolve(
                    message=message, outcome=given["outcome"], note=given["note"], by=request.user, at=now()
                )
                return redirect("outbox:review")
            except actions.AlreadyResolved as already:
                form.add_error(None, str(already))
                status = 409
    return render(request, "outbox/resolve.html", {"message": message, "form": form}, status=status)


@login_not_required  # asked by the machine, names nobody
@transaction.non_atomic_requests
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while reminders flow, else 503 with the reason."""
    try:
        troubles = queries.backlog(now()).troubles
    except DatabaseError:
        connection.close()
        troubles = ["database away"]
    text = "\n".join(troubles or ["reminders flow"]) + "\n"
    return HttpResponse(text, status=503 if troubles else 200, content_type="text/plain")


@csrf_exempt  # RFC 8058: the mail program itself posts here; the token in the address is the proof
@login_not_required  # a person who wants no more messages need not sign in to say so
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then send no more to this address.  Only POST does anything, for mail scanners open links."""
    message = stopping.message_of(token)
    if message is None:
        raise Http404
    if request.method == "POST":
        actions.stop_by_link(message=message, at=now())
    return render(request, "outbox/stop.html", {"stopped": request.method == "POST"})
