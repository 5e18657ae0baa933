"""Reading referrals: who is to be called, who waits where, and the whole story of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse

from intake.referrals import rules
from intake.referrals.codes import State
from intake.referrals.models import Referral, ReferralMove, ReferralQuerySet
from intake.referrals.models.interim import InterimServices
from intake.referrals.models.waiting_list import WaitingListEntry
from intake.referrals.queries import obligations
from intake.referrals.queries.history import WITH_STORY, History, Step, history
from intake.referrals.queries.obligations import Obligations
from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.accounts.on_call.queries import on_call
from recovery.accounts.permissions import ROLE_PERMISSIONS, Permission, require
from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import EpisodeOfCare, Patient

PAGE = 50  # rows of a list
SOON = timedelta(hours=4)  # how far ahead the home page looks for calls
AT_HOME = 50  # the most that the home page asks for
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list; `after` is the key of the next page where there is one."""

    rows: list[Row]
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the waiting list; `name` and `url` are empty where the person is out of the reader's reach."""

    number: int
    entry: WaitingListEntry
    name: str
    url: str
    wanted: Obligations


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page of one referral shows."""

    referral: Referral
    history: History
    same_number: list[Referral]
    entry: WaitingListEntry | None
    number: int | None
    wanted: Obligations | None

    @property
    def may_stop_calling(self) -> bool:
        return self.history.unanswered >= rules.MAY_STOP_AFTER


# --- lists ------------------------------------------------------------------------------------------------------


def open_to_call(actor: User, *, after: UUID | None, at: datetime) -> Page[Referral]:
    """Everybody to whom a call is promised, the most urgent first, then by when it is due; the read recorded."""
    require(actor, Permission.MANAGE_REFERRALS)
    found = Referral.objects.to_call()
    if last := found.filter(pk=after).first() if after else None:
        later = Q(call_due_at__gt=last.call_due_at) | Q(call_due_at=last.call_due_at, pk__gt=last.pk)
        found = found.filter(priority__gte=last.priority).filter(Q(priority__gt=last.priority) | later)
    return _listed(found, "referrals to call", actor, at)


def open_undecided(actor: User, *, after: UUID | None, at: datetime) -> Page[Referral]:
    """Every referral that is not closed, the newest first; the read recorded."""
    require(actor, Permission.MANAGE_REFERRALS)
    found = Referral.objects.filter(closed_at__isnull=True).order_by("-received_at", "-id")
    if last := found.filter(pk=after).first() if after else None:
        earlier = Q(received_at__lt=last.received_at) | Q(pk__lt=last.pk)
        found = found.filter(earlier, received_at__lte=last.received_at)
    return _listed(found, "open referrals", actor, at)


def open_closed(actor: User, *, after: UUID | None, at: datetime) -> Page[Referral]:
    """Referrals that ended, the last first; the read recorded."""
    require(actor, Permission.MANAGE_REFERRALS)
    found = Referral.objects.filter(closed_at__isnull=False).order_by("-closed_at", "-id")
    if last := found.filter(pk=after).first() if after else None:
        found = found.filter(Q(closed_at__lt=last.closed_at) | Q(pk__lt=last.pk), closed_at__lte=last.closed_at)
    return _listed(found, "closed referrals", actor, at)


def calls_due(actor: User, at: datetime) -> list[Referral]:
    """For the home page, whose reader is recorded there: calls overdue or due within SOON, at most AT_HOME."""
    require(actor, Permission.MANAGE_REFERRALS)
    return list(Referral.objects.to_call().filter(call_due_at__lte=at + SOON)[:AT_HOME])


def open_waiting_list(actor: User, *, after: UUID | None, at: datetime) -> Page[Place]:
    """Who waits, in the order in which their turn comes, with their place in the whole list; the read recorded."""
    require(actor, Permission.MANAGE_REFERRALS)
    turns = WaitingListEntry.objects.in_turn()
    last = turns.numbered().filter(pk=after).first() if after else None
    first = 1
    if last:
        first, turns = last.number + 1, WaitingListEntry.objects.after(last)  # type: ignore[attr-defined]  # annotated
    reach = Patient.objects.within_reach_of(actor).filter(pk=OuterRef("episode__patient"))
    found = list(turns.select_related("referral", "episode__patient").annotate(in_reach=Exists(reach))[: PAGE + 1])
    owed = obligations.of(found[:PAGE], at)
    places = [_place(number, entry, owed[entry.pk]) for number, entry in enumerate(found[:PAGE], start=first)]
    audit.read("waiting list", by=actor, at=at, ids=[_told_of(place) for place in places if place.name])
    return Page(places, found[PAGE - 1].pk if len(found) > PAGE else None)


# --- one referral -----------------------------------------------------------------------------------------------


def open_referral(actor: User, referral_id: UUID, *, page: str, at: datetime) -> Referral:
    """The referral, the read recorded; 404 when there is none."""
    require(actor, Permission.MANAGE_REFERRALS)
    referral = Referral.objects.select_related("taken_by", "patient", "episode").filter(pk=referral_id).first()
    if referral is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=referral.patient_id, resource_id=referral.pk)
    return referral


def sheet(referral: Referral, at: datetime) -> Sheet:
    """The referral with its story, its place on the waiting list, and others that came from the same number."""
    entry = WaitingListEntry.objects.current().numbered().filter(referral=referral).first()
    others = Referral.objects.filter(phone=referral.phone).exclude(pk=referral.pk) if referral.phone else None
    return Sheet(
        referral=referral,
        history=history(referral),
        same_number=list(others.order_by("-received_at", "-id")[:5]) if others is not None else [],
        entry=entry,
        number=entry.number if entry else None,  # type: ignore[attr-defined]  # annotated
        wanted=wanted(entry, at) if entry else None,
    )


def open_entry(actor: User, entry_id: UUID, *, at: datetime) -> WaitingListEntry:
    """A place on the waiting list, the read recorded; 404 when there is none or its person is out of reach."""
    require(actor, Permission.MANAGE_REFERRALS)
    reach = EpisodeOfCare.objects.within_reach_of(actor)
    seen = WaitingListEntry.objects.filter(Q(referral__isnull=False) | Q(episode__in=reach))
    entry = seen.select_related("referral", "episode__patient").filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    person = entry.episode.patient_id if entry.episode else None
    audit.read("waiting list entry", by=actor, at=at, patient_id=person, resource_id=entry.pk)
    return entry


# --- what other rooms may ask -----------------------------------------------------------------------------------


def place_of(*, referral: Referral | None = None, episode: EpisodeOfCare | None = None) -> WaitingListEntry | None:
    """The place that a referral or an episode holds now."""
    places = WaitingListEntry.objects.current()
    return places.filter(referral=referral).first() if referral else places.filter(episode=episode).first()


def place_number(entry: WaitingListEntry) -> int:
    """Which in the row, from 1."""
    return WaitingListEntry.objects.before(entry).count() + 1


def waited_since(episode: EpisodeOfCare) -> datetime | None:
    """Since when the referral that led to the episode waited, if it did."""
    waited = WaitingListEntry.objects.filter(referral__episode=episode).order_by("since")
    return waited.values_list("since", flat=True).first()


def asked_at(*, referral: Referral | None = None, episode: EpisodeOfCare | None = None) -> datetime | None:
    """When care was asked for: when the referral was received or last taken up again, else when the episode was opened."""
    received = ReferralMove.objects.filter(to_state=State.RECEIVED)
    if referral:
        return received.filter(referral=referral).order_by("-at").values_list("at", flat=True).first()
    asked = received.filter(referral__episode=episode).order_by("-at").values_list("at", flat=True).first()
    return asked or (episode.opened_at if episode else None)


def reasons_told(episode: EpisodeOfCare) -> set[str]:
    """The urgent reasons found at triage of the referrals that led to the episode."""
    told = Referral.objects.filter(episode=episode).values_list("reasons", flat=True)
    return {each for reasons in told for each in reasons}


def wanted(entry: WaitingListEntry, at: datetime) -> Obligations:
    """What the law wants for the person of this place, and what of it was done."""
    return obligations.of([entry], at)[entry.pk]


def interim_of(entry: WaitingListEntry, given_id: UUID) -> InterimServices:
    """A row of interim services that stands, of this place; 404 when there is none."""
    found = next((row for row in wanted(entry, entry.requested_at).given if row.pk == given_id), None)
    if found is None:
        raise Http404
    return found


def who_answers_at_once(at: datetime) -> list[User]:
    """Who is told of a referral that cannot wait: whoever is on call, else all who manage referrals and answer red flags."""
    if somebody := on_call(at):
        return [somebody]
    both = {Permission.MANAGE_REFERRALS, Permission.HANDLE_RED_FLAG}
    roles = [role for role in Role.values if both <= ROLE_PERMISSIONS[role]]
    return list(User.objects.filter(is_active=True, role__in=roles).order_by("pk"))


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """How the person came to us: request, calls and waiting, of every referral that led to this episode."""
    came = Referral.objects.filter(episode=episode).order_by("received_at").prefetch_related(*WITH_STORY)
    told = [_told(step) for referral in came for step in history(referral).steps]
    return told + [entry for place in episode.waiting.select_related("put_by", "off_by") for entry in _waited(place)]


def _told(step: Step) -> Entry:
    return Entry(
        at=step.at,
        title=f"Referral: {step.title[:1].lower()}{step.title[1:]}",
        text=" ".join(filter(None, [f"{step.text}." if step.text else "", step.note])),
        actor=step.actor,
        icon=step.icon,
        tone=step.tone,
        kind=Kind.CONTACT if step.icon == "phone" else Kind.ADMINISTRATIVE,
    )


def _waited(place: WaitingListEntry) -> list[Entry]:
    reasons = ", ".join(place.reason_labels)
    on = Entry(
        at=place.put_at,
        title="Put on the waiting list",
        text=f"{place.get_priority_display()}{f': {reasons}' if reasons else ''}",
        actor=place.put_by.name,
        icon="clock",
        kind=Kind.ADMINISTRATIVE,
    )
    if place.off_at is None or place.off_by is None:
        return [on]
    off = Entry(
        at=place.off_at,
        title="Taken off the waiting list",
        text=place.get_why_display(),
        actor=place.off_by.name,
        icon="clock",
        kind=Kind.ADMINISTRATIVE,
    )
    return [on, off]


def _listed(found: ReferralQuerySet, name: str, actor: User, at: datetime) -> Page[Referral]:
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    audit.read(name, by=actor, at=at, ids=[row.patient_id or row.pk for row in shown])
    return Page(shown, shown[-1].pk if len(rows) > PAGE else None)


def _place(number: int, entry: WaitingListEntry, wanted: Obligations) -> Place:
    if entry.referral:
        name, url = entry.referral.shown_name, reverse("intake:referral", args=[entry.referral.pk])
    elif entry.episode and entry.in_reach:  # type: ignore[attr-defined]  # annotated
        name, url = entry.episode.patient.sort_name, reverse("chart", args=[entry.episode.patient_id])
    else:
        name, url = "", ""
    return Place(number, entry, name, url, wanted)


def _told_of(place: Place) -> UUID:
    entry = place.entry
    return entry.episode.patient_id if entry.episode else entry.referral_id or entry.pk
