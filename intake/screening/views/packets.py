"""Pages of screening: the intake list, a packet, one instrument.  Each makes one call and renders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intake.screening import actions, queries
from intake.screening.actions.errors import (
    AlreadyRecorded,
    IllegalAnswers,
    IncompleteAnswers,
    NewerDraft,
    NotOffered,
    PacketClosed,
    PacketIncomplete,
)
from intake.screening.forms import InstrumentForm, form_for
from intake.screening.packets.actions.errors import PacketNotOffered
from intake.screening.queries import contexts, follow_up
from intake.screening.queries.entry import InstrumentEntry
from intake.screening.rules.tally import tally
from intake.screening.views.results import after_recording
from recovery.accounts.permissions import Permission, require
from recovery.accounts.requests import SignedInRequest
from recovery.audit import actions as audit
from recovery.clinical import instruments
from recovery.clinical.instruments.crisis import tells_of_crisis
from recovery.core.ids import uuid_of
from recovery.core.times import clock
from recovery.patients.queries import open_episode_record

FILL = "intake/screening/fill.html"


@require_GET
def packets(request: SignedInRequest) -> HttpResponse:
    """People referred or in intake, and how far their packet is."""
    require(request.user, Permission.SCREEN)
    page = queries.intake_list(request.user, at=now(), before=uuid_of(request.GET.get("before", "")))
    audit.read("intake list", by=request.user, at=now(), ids=page.patient_ids)
    return render(request, "intake/screening/packets.html", {"page": page})


@require_GET
def due_list(request: SignedInRequest) -> HttpResponse:
    """Everybody within reach whom something is to be asked again, the longest due first."""
    require(request.user, Permission.SCREEN)
    at, after = now(), uuid_of(request.GET.get("after", ""))
    page = follow_up.screening_due(request.user, at=at, after=after)
    audit.read("screening due", by=request.user, at=at, ids=page.patient_ids)
    return render(request, "intake/screening/due_list.html", {"page": page, "is_first": after is None})


@require_POST
def start_packet(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Begin a packet, or go on with the one begun; where there are several, choose first."""
    episode = open_episode_record(request.user, episode_id, page="start intake packet", at=now())
    code = request.POST.get("code") or queries.to_start(episode).only
    if not code:
        return redirect("intake:choose-packet", episode.pk)
    try:
        packet = actions.start_packet(episode=episode, code=code, by=request.user, at=now())
    except PacketClosed as error:
        messages.error(request, str(error))
        return redirect("intake:packets")
    except PacketNotOffered as error:
        messages.error(request, str(error))
        return redirect("intake:choose-packet", episode.pk)
    return redirect("intake:packet", packet.pk)


@require_GET
def choose_packet(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The packets begun, and those offered."""
    episode = open_episode_record(request.user, episode_id, page="choose intake packet", at=now())
    require(request.user, Permission.SCREEN, episode)
    context = {"choice": queries.to_start(episode), "episode": episode}
    return render(request, "intake/screening/choose.html", context)


@require_GET
def packet(request: SignedInRequest, packet_id: UUID) -> HttpResponse:
    """The packet's task list."""
    return _packet_page(request, queries.open_packet(request.user, packet_id, page="intake packet", at=now()))


@require_POST
def submit_packet(request: SignedInRequest, packet_id: UUID) -> HttpResponse:
    """Close the packet, or say what is missing."""
    opened = queries.open_packet(request.user, packet_id, page="submit intake packet", at=now())
    try:
        actions.submit_packet(packet=opened, by=request.user, at=now())
    except PacketIncomplete as error:
        return _packet_page(request, opened, refused=error.reasons, status=422)
    return redirect("intake:packet-result", opened.pk)


@require_http_methods(["GET", "POST"])
def fill(request: SignedInRequest, packet_id: UUID, code: str) -> HttpResponse:
    """One instrument of the packet: answer it, come back later, or finish it."""
    opened = queries.open_packet(request.user, packet_id, page=f"screening {code}", at=now())
    require(request.user, Permission.SCREEN, opened.episode)
    entry = queries.entry(opened, code, reader=request.user, at=now())
    if request.method == "GET":
        return _fill_page(request, entry, form_for(entry.instrument, language=entry.language)(initial=entry.initial))
    form = form_for(entry.instrument, language=request.POST.get("language", entry.language))(request.POST)
    if tells_of_crisis(code, form.answers) and "crisis_seen" not in request.POST:
        return _fill_page(request, entry, form.unjudged(), help_first=True)
    if request.POST.get("do") in ("later", "show"):
        return _keep(request, entry, form)
    return _finish(request, entry, form)


@require_POST
def autosave(request: SignedInRequest, packet_id: UUID, code: str) -> HttpResponse:
    """Keep what is typed; 409 with a sentence when it cannot be kept."""
    opened = queries.packet_within_reach(request.user, packet_id, code)
    form = form_for(instruments.get(code))(request.POST)
    try:
        draft = actions.save_draft(
            packet=opened, code=code, data=form.kept(), seq=form.save_number, by=request.user, at=now()
        )
    except (NewerDraft, AlreadyRecorded, PacketClosed) as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    return JsonResponse({"saved": clock(draft.updated_at, now=now())})


@require_POST
def running(request: SignedInRequest, packet_id: UUID, code: str) -> HttpResponse:
    """The running score of what is on the page, and red flags when they change."""
    opened = queries.packet_within_reach(request.user, packet_id, code)
    require(request.user, Permission.SCREEN, opened.episode)
    form = form_for(instruments.get(code))(request.POST)
    recorded = contexts.build(form.instrument, episode=opened.episode, at=now())
    score = tally(form.instrument, form.answers, recorded)
    changed = score.shown != request.POST.get("shown", "")
    context = {"tally": score, "packet": opened, "code": code, "flags_changed": changed}
    return render(request, f"{FILL}#running", context)


def _packet_page(
    request: SignedInRequest, opened: Any, *, refused: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    require(request.user, Permission.SCREEN)  # within reach it is already: `opened` was found there
    progress = queries.packet_progress(opened, reader=request.user, at=now())
    context = {
        "packet": opened,
        "episode": opened.episode,
        "progress": progress,
        "refused": refused,
        "slim_banner": True,
    }
    return render(request, "intake/screening/packet.html", context, status=status)


def _fill_page(
    request: SignedInRequest, entry: InstrumentEntry, form: InstrumentForm, *, status: int = 200, note: str = "",
    help_first: bool = False,
) -> HttpResponse:  # fmt: skip
    recorded = contexts.build(entry.instrument, episode=entry.packet.episode, at=now())
    context = {
        "entry": entry, "form": form, "instrument": entry.instrument, "packet": entry.packet, "code": entry.item.code,
        "episode": entry.packet.episode, "tally": tally(entry.instrument, form.answers, recorded), "note": note,
        "slim_banner": True, "help_first": help_first,
    }  # fmt: skip
    return render(request, FILL, context, status=status)


def _keep(request: SignedInRequest, entry: InstrumentEntry, form: InstrumentForm) -> HttpResponse:
    """Save without judging; `show` comes back to the form in the language chosen."""
    code = entry.item.code
    try:
        actions.save_draft(
            packet=entry.packet, code=code, data=form.kept(), seq=form.save_number + 1, by=request.user, at=now()
        )
    except NewerDraft as error:
        return _fill_page(request, entry, form.after(error.draft), status=409, note=form.STALE)
    except (AlreadyRecorded, PacketClosed) as error:
        return _fill_page(request, entry, form.unjudged(), status=409, note=str(error))
    if request.POST["do"] == "show":
        return redirect("intake:fill", entry.packet.pk, code)
    return redirect("intake:packet", entry.packet.pk)


def _finish(request: SignedInRequest, entry: InstrumentEntry, form: InstrumentForm) -> HttpResponse:
    """Record the answers, or show the form again with what to do."""
    if not form.is_valid():
        return _fill_page(request, entry, form, status=422)
    try:
        response = actions.record_response(
            packet=entry.packet,
            code=entry.item.code,
            answers=form.answers,
            by=request.user,
            at=now(),
            **form.about_data,
        )
    except (IllegalAnswers, IncompleteAnswers) as error:
        form.explain(error)
        return _fill_page(request, entry, form, status=422)
    except (AlreadyRecorded, NotOffered, PacketClosed) as error:
        return _fill_page(request, entry, form, status=409, note=str(error))
    return after_recording(response)
