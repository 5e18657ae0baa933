"""Pages of withdrawal management: the board, one reading, the trend."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.clinical.redflags import queries as redflags
from recovery.core import drafts
from recovery.core.models import Draft
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record
from treatment.detox import actions, queries
from treatment.detox.forms import CorrectionForm, EndForm, ReadingForm, initial_of
from treatment.detox.models import WithdrawalMonitoring, WithdrawalReading

DRAFT = "withdrawal-reading"
OLDER_SAVE = "A newer version of this reading was saved elsewhere. Open the page again to see it."
GONE = "This reading was signed or started over. Open the page again."
ENDED = "Monitoring was ended while you were writing. Nothing was saved; start it again to record this reading."


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """Who is watched, whoever is due first on top; htmx asks for the list alone."""
    part = "#rows" if "HX-Request" in request.headers else ""
    rows = queries.open_board(request.user, now())
    return render(request, f"treatment/detox/board.html{part}", {"rows": rows})


@require_POST
def start(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    episode = open_episode_record(request.user, episode_id, page="withdrawal monitoring", at=now())
    try:
        actions.start_monitoring(episode=episode, by=request.user, at=now())
    except actions.CannotMonitor:
        messages.error(request, "Withdrawal is watched while a person is in intake or treatment. Nothing was started.")
        return redirect("treatment:readings", episode.pk)
    return redirect("treatment:reading", episode.pk)


@require_POST
def end(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    episode, monitoring = _watched(request, episode_id, "withdrawal monitoring")
    form = EndForm(request.POST)
    if monitoring is None:
        return redirect("treatment:readings", episode.pk)
    if not form.is_valid():
        return _readings_page(request, episode, form, status=422)
    try:
        actions.end_monitoring(monitoring=monitoring, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except actions.MonitoringEnded:
        messages.info(request, "Monitoring had been ended already.")
    return redirect("treatment:readings", episode.pk)


@require_GET
def readings(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The trend with its bands, and every reading that stands."""
    episode = open_episode_record(request.user, episode_id, page="withdrawal readings", at=now())
    require(request.user, Permission.READ_CHART, episode)
    return _readings_page(request, episode, EndForm())


@require_http_methods(["GET", "POST"])
def reading(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Enter a reading; what was typed before is there again."""
    episode, monitoring = _watched(request, episode_id, "withdrawal reading")
    if monitoring is None or not monitoring.is_active:
        messages.info(request, "Withdrawal is not being watched. Start monitoring to record a reading.")
        return redirect("treatment:readings", episode.pk)
    draft = drafts.open_draft(actor=request.user, form_code=DRAFT, subject_id=monitoring.pk)
    form = ReadingForm(request.POST or None, at=now(), initial=_begun(draft, monitoring))
    if request.method == "GET":
        return _entry_page(request, episode, form, draft=draft)
    if "afresh" in request.POST:
        drafts.discard(actor=request.user, form_code=DRAFT, subject_id=monitoring.pk)
        return redirect("treatment:reading", episode.pk)
    if "later" in request.POST:
        drafts.autosave(draft=draft, data=form.typed(), seq=draft.seq + 1, at=now())
        messages.success(request, "The reading is kept as a draft. Nothing is signed yet.")
        return redirect("treatment:board")
    return _submit(request, episode, monitoring, form, draft)


@require_POST
def save_draft(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """Autosave: keep what stands in the form, judge nothing."""
    _episode, monitoring = _watched(request, episode_id, "withdrawal reading draft")
    if monitoring is None or not monitoring.is_active:
        return HttpResponse(ENDED, status=409, content_type="text/plain")
    draft = drafts.find_draft(actor=request.user, form_code=DRAFT, subject_id=monitoring.pk)
    if draft is None:  # it was signed or thrown away: a late save must not bring its answers back
        return HttpResponse(GONE, status=409, content_type="text/plain")
    form = ReadingForm(request.POST, at=now())
    seq = request.POST.get("seq", "")
    if not drafts.autosave(draft=draft, data=form.typed(), seq=int(seq) if seq.isdigit() else 0, at=now()):
        return HttpResponse(OLDER_SAVE, status=409, content_type="text/plain")
    return JsonResponse({"saved": f"{localtime():%H:%M}"})


@require_POST
def tally(request: SignedInRequest) -> HttpResponse:
    """The score of what stands in the form: nothing is kept, nobody is named."""
    require(request.user, Permission.RECORD_WITHDRAWAL)
    typed = request.POST.copy()
    if typed.pop("fills", None):
        typed.pop("pulse", None)  # the heart rate changed: its score is filled in anew
    form = ReadingForm(typed, at=now())
    context = {"form": form, "tally": form.tally(), "fills_pulse": "fills" in request.POST}
    return render(request, "treatment/detox/tally.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, reading_id: UUID) -> HttpResponse:
    """Correct a signed reading: a new one stands in its place, both are kept."""
    original = queries.open_reading(request.user, reading_id, page="withdrawal reading correction", at=now())
    episode = original.monitoring.episode
    require(request.user, Permission.RECORD_WITHDRAWAL, episode)
    form = CorrectionForm(request.POST or None, at=now(), initial=initial_of(original))
    if request.method == "GET" or not form.is_valid():
        return _entry_page(request, episode, form, original=original)
    try:
        kept = actions.correct_reading(
            reading=original,
            observation=form.observation(),
            reason=form.cleaned_data["reason"],
            submission_id=form.cleaned_data["submission_id"],
            by=request.user,
            at=now(),
        )
    except actions.AlreadyCorrected as other:
        return _entry_page(request, episode, form, original=original, other=other.by_reading, status=409)
    except actions.ImpossibleReading:
        form.add_error("buprenorphine_at", "The last buprenorphine dose cannot be later than the reading")
        return _entry_page(request, episode, form, original=original)
    return _after(kept, episode)


@require_GET
def act_now(request: SignedInRequest, reading_id: UUID) -> HttpResponse:
    """What cannot wait, on a page of its own after the reading that showed it."""
    found = queries.open_reading(request.user, reading_id, page="withdrawal emergency", at=now())
    episode = found.monitoring.episode
    require(request.user, Permission.READ_CHART, episode)
    context = {
        "episode": episode,
        "reading": found,
        "cards": redflags.raised(found.pk, now()),
        "may_handle": may(request.user, Permission.HANDLE_RED_FLAG, episode),
        "slim_banner": True,
        "no_flag_strip": True,
    }
    return render(request, "treatment/detox/act_now.html", context)


def _submit(
    request: SignedInRequest, episode: EpisodeOfCare, monitoring: WithdrawalMonitoring, form: ReadingForm, draft: Draft
) -> HttpResponse:
    if not form.is_valid():
        return _entry_page(request, episode, form, draft=draft)
    observed = form.observation()
    try:
        kept = actions.record_reading(
            monitoring=monitoring,
            answers=observed.answers,
            vitals=observed.vitals,
            danger_signs=observed.danger_signs,
            buprenorphine_at=observed.buprenorphine_at,
            note=observed.note,
            submission_id=form.cleaned_data["submission_id"],
            by=request.user,
            at=form.at,
        )
    except actions.MonitoringEnded:
        form.add_error(None, ENDED)
        return _entry_page(request, episode, form, draft=draft)
    drafts.discard(actor=request.user, form_code=DRAFT, subject_id=monitoring.pk)
    return _after(kept, episode)


def _after(kept: WithdrawalReading, episode: EpisodeOfCare) -> HttpResponse:
    return redirect("treatment:act-now", kept.pk) if kept.must_act else redirect("treatment:readings", episode.pk)


def _watched(
    request: SignedInRequest, episode_id: UUID, page: str
) -> tuple[EpisodeOfCare, WithdrawalMonitoring | None]:
    episode = open_episode_record(request.user, episode_id, page=page, at=now())
    require(request.user, Permission.RECORD_WITHDRAWAL, episode)
    return episode, queries.monitoring_of(episode)


def _begun(draft: Draft, monitoring: WithdrawalMonitoring) -> dict[str, Any]:
    """The draft's answers; in a new one, the last dose that an earlier reading named."""
    known = {"buprenorphine_at": queries.last_dose(monitoring, now())}
    return known | draft.data | {"submission_id": draft.submission_id, "seq": draft.seq}


def _entry_page(
    request: SignedInRequest, episode: EpisodeOfCare, form: ReadingForm, *, status: int = 0, **context: Any
) -> HttpResponse:
    shown = {"episode": episode, "slim_banner": True, "form": form, "tally": form.tally(), **context}
    return render(request, "treatment/detox/reading.html", shown, status=status or (422 if form.is_bound else 200))


def _readings_page(
    request: SignedInRequest, episode: EpisodeOfCare, form: EndForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "episode": episode,
        "monitoring": queries.monitoring_of(episode),
        "readings": queries.readings(episode),
        "trend": queries.trend(episode),
        "form": form,
        "may_record": may(request.user, Permission.RECORD_WITHDRAWAL),
    }
    return render(request, "treatment/detox/readings.html", context, status=status)
