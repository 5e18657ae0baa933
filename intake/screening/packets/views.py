"""The composer: packets and their versions, a draft of the next one, publishing and retiring."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intake.screening.packets import actions, queries
from intake.screening.packets.actions.errors import (
    NewerComposition,
    NotPublishable,
    PublishedMeanwhile,
    WhyMissing,
)
from intake.screening.packets.definition import Packet
from intake.screening.packets.forms import composer, read
from intake.screening.packets.queries import Composition
from intake.screening.packets.rules.arranging import arranged
from intake.screening.packets.rules.checks import Problem
from intake.screening.packets.rules.preview import preview
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.times import clock

LONGEST_REASON = 2000
LARGEST_SEQ = 2**53  # what a browser counts up to exactly


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What is offered, what is being composed, and every version."""
    require(request.user, Permission.COMPOSE_PACKETS)
    offered = queries.offered_by_whom()
    context = {
        "offered": offered,
        "others": [each for each in queries.versions() if each not in offered],
        "compositions": queries.compositions(request.user),
    }
    return render(request, "intake/screening/packets/index.html", context)


@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin the next version of a packet, or a new packet; or go on with what was begun."""
    draft = actions.compose(code=request.POST.get("code", ""), by=request.user, at=now())
    return redirect("intake:compose-edit", draft.subject_id)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, subject_id: UUID) -> HttpResponse:
    """The packet being composed; every button keeps it first."""
    require(request.user, Permission.COMPOSE_PACKETS)
    composition = queries.composition(request.user, subject_id)
    if request.method == "GET":
        return _page(request, composition, composition.packet)
    packet, act = read(request.POST), request.POST.get("do", "")
    changed = arranged(packet, act)
    try:
        actions.keep(
            draft=composition.draft,
            packet=changed,
            reason=_reason(request),
            seq=_seq(request) + 1,
            by=request.user,
            at=now(),
        )
    except NewerComposition as error:
        return _page(request, composition, packet, note=str(error), status=409)
    if act == "publish":
        return _publish(request, queries.composition(request.user, subject_id))
    where = f"#{request.POST['back']}" if act and "back" in request.POST else ""
    return redirect(reverse("intake:compose-edit", args=[subject_id]) + where)


@require_POST
def autosave(request: SignedInRequest, subject_id: UUID) -> HttpResponse:
    """Keep what is typed; 409 with a sentence when newer work is kept."""
    require(request.user, Permission.COMPOSE_PACKETS)
    composition = queries.composition(request.user, subject_id)
    try:
        kept = actions.keep(
            draft=composition.draft,
            packet=read(request.POST),
            reason=_reason(request),
            seq=_seq(request),
            by=request.user,
            at=now(),
        )
    except NewerComposition as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    return JsonResponse({"saved": clock(kept.updated_at, now=now())})


@require_POST
def discard(request: SignedInRequest, subject_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    require(request.user, Permission.COMPOSE_PACKETS)
    actions.discard(draft=queries.composition(request.user, subject_id).draft, by=request.user, at=now())
    return redirect("intake:compose")


@require_GET
def version(request: SignedInRequest, definition_id: UUID) -> HttpResponse:
    """One published version, as staff and as the person see it."""
    require(request.user, Permission.COMPOSE_PACKETS)
    return _version(request, definition_id)


@require_POST
def retire(request: SignedInRequest, definition_id: UUID) -> HttpResponse:
    """Offer a version no longer; packets begun with it go on."""
    require(request.user, Permission.COMPOSE_PACKETS)
    definition = queries.definition(definition_id)
    try:
        actions.retire(definition=definition, reason=request.POST.get("reason", ""), by=request.user, at=now())
    except WhyMissing as error:
        return _version(request, definition_id, refused=str(error), status=422)
    messages.success(request, f"{definition.title} is no longer offered. Packets begun with it go on.")
    return redirect("intake:compose")


def _publish(request: SignedInRequest, composition: Composition) -> HttpResponse:
    reason, packet = composition.reason, composition.packet
    try:
        made = actions.publish(draft=composition.draft, packet=packet, reason=reason, by=request.user, at=now())
    except NotPublishable as error:
        return _page(request, composition, packet, problems=error.problems, status=422)
    except WhyMissing as error:
        return _page(request, composition, packet, problems=(Problem(str(error), field="reason"),), status=422)
    except PublishedMeanwhile as error:
        actions.stand_on(draft=composition.draft, newest=error.newest, by=request.user, at=now())
        again = queries.composition(request.user, composition.draft.subject_id)
        return _page(request, again, packet, note=str(error), status=409)
    messages.success(request, f"{made.title}, version {made.version}, is published. Packets begun stay on theirs.")
    return redirect("intake:packet-version", made.pk)


def _page(
    request: SignedInRequest,
    composition: Composition,
    packet: Packet,
    *,
    problems: tuple[Problem, ...] = (),
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    reason = request.POST.get("reason", composition.reason)
    made = composer(packet, seq=composition.draft.seq, reason=reason, problems=problems)
    context = {
        "composition": composition, "packet": packet, "composer": made, "forms": made.forms, "note": note,
        "preview": preview(packet), "saved": clock(composition.draft.updated_at, now=now()),
    }  # fmt: skip
    return render(request, "intake/screening/packets/edit.html", context, status=status)


def _version(request: SignedInRequest, definition_id: UUID, *, refused: str = "", status: int = 200) -> HttpResponse:
    definition = queries.definition(definition_id)
    newest = queries.newest(definition.code)
    context = {
        "definition": definition,
        "is_newest": newest == definition,
        "retirement": getattr(definition, "retirement", None),
        "preview": preview(definition.asks),
        "packet": definition.asks,
        "refused": refused,
    }
    return render(request, "intake/screening/packets/version.html", context, status=status)


def _reason(request: SignedInRequest) -> str:
    return request.POST.get("reason", "")[:LONGEST_REASON]


def _seq(request: SignedInRequest) -> int:
    text = request.POST.get("seq", "")
    return min(int(text), LARGEST_SEQ) if text.isascii() and text.isdigit() else 0
