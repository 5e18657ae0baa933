"""Pages of a registration: its task list, one section, and the whole history to read and print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intake.registration import actions, queries
from intake.registration.actions.errors import EpisodeClosed, ImpossibleAnswers, NewerDraft, StaleHistory
from intake.registration.forms import FORMS, SectionForm
from intake.registration.queries import SectionEntry
from recovery.accounts.permissions import Permission, may, require
from recovery.accounts.requests import SignedInRequest
from recovery.core.times import clock
from recovery.patients import actions as patients
from recovery.patients import queries as people
from recovery.patients.actions.errors import ContactKnown
from recovery.patients.forms import ContactForm

NEVER_KEPT = {"csrfmiddlewaretoken", "do", "confirmed"}
UNPROCESSABLE, CONFLICT = 422, 409


@require_GET
def registration(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The task list, what it asks for at once, and what is still not known."""
    episode = people.open_episode_record(request.user, episode_id, page="registration", at=now())
    require(request.user, Permission.WRITE_HISTORY)
    progress, history = queries.registration_progress(episode, reader=request.user, at=now())
    context = {
        "episode": episode, "progress": progress, "findings": history.findings(now()), "slim_banner": True,
    }  # fmt: skip
    return render(request, "intake/registration/registration.html", context)


@require_http_methods(["GET", "POST"])
def section(request: SignedInRequest, episode_id: UUID, section: str) -> HttpResponse:
    """One section: answer it, come back later, or save it and go to the next."""
    asked = queries.section_of(section)
    episode = people.open_episode_record(request.user, episode_id, page=f"registration {section}", at=now())
    require(request.user, Permission.WRITE_HISTORY)
    entry = queries.entry(episode, asked, reader=request.user, at=now())
    if request.method == "GET":
        return _begin(request, entry)
    match request.POST.get("do"):
        case "discard":
            actions.discard_draft(episode=episode, section=section, by=request.user, at=now())
            return redirect("intake:registration-section", episode.pk, section)
        case "later":
            return _keep(request, entry, FORMS[section](request.POST))
        case "add-contact" if section == "reach":
            return _add_contact(request, entry)
    return _save(request, entry, FORMS[section](request.POST))


@require_POST
def autosave(request: SignedInRequest, episode_id: UUID, section: str) -> HttpResponse:
    """Keep what is typed, as templates/components/README.md says; 409 with a sentence when it cannot be kept."""
    episode = queries.within_reach(request.user, episode_id, section)
    try:
        draft = actions.save_draft(
            episode=episode,
            section=section,
            data=_typed(request.POST),
            seq=_seq(request.POST),
            by=request.user,
            at=now(),
        )
    except (NewerDraft, EpisodeClosed) as error:
        return HttpResponse(str(error), status=CONFLICT, content_type="text/plain; charset=utf-8")
    return JsonResponse({"saved": clock(draft.updated_at, now=now())})


@require_GET
def history(request: SignedInRequest, episode_id: UUID) -> HttpResponse:
    """The whole history on one page, to read and to print, with every earlier version."""
    episode = people.open_episode_record(request.user, episode_id, page="history", at=now())
    require(request.user, Permission.READ_CHART)
    sections = queries.told_sections(episode)
    context = {
        "episode": episode, "sections": sections, "findings": queries.findings(sections, now()),
        "contacts": people.contact_points(episode.patient), "may_write": may(request.user, Permission.WRITE_HISTORY),
    }  # fmt: skip
    return render(request, "intake/registration/history.html", context)


def _page(
    request: SignedInRequest, entry: SectionEntry, form: SectionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "entry": entry, "section": entry.section, "episode": entry.episode, "section_form": form, "forms": form.all,
        "title": entry.section.title, "slim_banner": True, **more,
    }  # fmt: skip
    if entry.section.code == "reach":
        context.setdefault("contact_form", ContactForm(auto_id="contact_%s"))
        context["contacts"] = people.contact_points(entry.episode.patient)
        context["forms"] = [*form.all, context["contact_form"]]
    return render(request, "intake/registration/section.html", context, status=status)


def _begin(request: SignedInRequest, entry: SectionEntry) -> HttpResponse:
    """What is known, or what the reader typed before, beside what somebody else has answered since."""
    build = FORMS[entry.section.code]
    if entry.draft is None:
        return _page(request, entry, build.showing(entry.known, **entry.about))
    form = build.resumed(entry.draft.data, entry.draft.seq)
    if entry.is_behind:
        form.over(**entry.standing)
    return _page(request, entry, form, resumed=True, stale=entry.is_behind)


def _keep(request: SignedInRequest, entry: SectionEntry, form: SectionForm) -> HttpResponse:
    """Save without judging, and back to the task list."""
    try:
        actions.save_draft(
            episode=entry.episode,
            section=entry.section.code,
            data=_typed(request.POST),
            seq=_seq(request.POST) + 1,
            by=request.user,
            at=now(),
        )
    except (NewerDraft, EpisodeClosed) as error:
        form.hush()
        return _page(request, entry, form, status=CONFLICT, note=str(error))
    return redirect("intake:registration", entry.episode.pk)


def _save(request: SignedInRequest, entry: SectionEntry, form: SectionForm) -> HttpResponse:
    """Keep the section, or show it again with what to do."""
    if form.rearranged:
        form.hush()
        return _page(request, entry, form)
    if not form.is_valid():
        return _page(request, entry, form, status=UNPROCESSABLE)
    try:
        _, findings = actions.save_section(
            episode=entry.episode,
            section=entry.section.code,
            content=form.content,
            by=request.user,
            at=now(),
            **form.about,
        )
    except ImpossibleAnswers as error:
        form.blame(error.problems)
        return _page(request, entry, form, status=UNPROCESSABLE)
    except StaleHistory as error:
        entry = queries.entry(queries.anew(entry.episode), entry.section, reader=request.user, at=now())
        form.over(**entry.standing)
        return _page(request, entry, form, status=CONFLICT, stale=error)
    except EpisodeClosed as error:
        return _page(request, entry, form, status=CONFLICT, note=str(error))
    messages.success(request, f"{entry.section.title}: saved.")
    following = None if findings else queries.section_after(entry.episode, entry.section.code)
    if following is None:
        return redirect("intake:registration", entry.episode.pk)
    return redirect("intake:registration-section", entry.episode.pk, following)


def _add_contact(request: SignedInRequest, entry: SectionEntry) -> HttpResponse:
    """One more way to reach the person, without leaving the section."""
    people.require_contacts(request.user, entry.episode.patient)
    contact = ContactForm(request.POST, auto_id="contact_%s")
    if contact.is_valid():
        try:
            patients.add_contact_point(
                patient=entry.episode.patient, contact=contact.contact(), by=request.user, at=now()
            )
            return redirect("intake:registration-section", entry.episode.pk, "reach")
        except ContactKnown:
            contact.add_error("address", "This is kept already: see the list")
    form = FORMS["reach"].showing(entry.known, **entry.about)
    return _page(request, entry, form, status=UNPROCESSABLE, contact_form=contact)


def _typed(posted: QueryDict) -> dict[str, list[str]]:
    return {name: [str(value) for value in values] for name, values in posted.lists() if name not in NEVER_KEPT}


def _seq(posted: QueryDict) -> int:
    text = str(posted.get("seq", ""))
    return min(int(text), 2**31) if text.isdigit() else 0
