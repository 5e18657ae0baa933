"""What views and other rooms may read of screening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from intake import instruments
from intake.conditions import queries as conditions
from intake.screening.entry import InstrumentEntry
from intake.screening.models import (
    InstrumentResponse,
    InstrumentResponseQuerySet,
    ScreeningPacket,
    ScreeningPacketQuerySet,
)
from intake.screening.progress import FORM_PREFIX, Progress, form_code, outcome, progress
from intake.screening.results import ResultSheet, gravest_first, sheet, summarise
from intake.screening.results import ScreeningSummary as ScreeningSummary
from intake.screening.times import clock
from recovery.core.drafts import find_draft
from recovery.core.findings import Finding
from recovery.core.models import Draft
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import EpisodeOfCare, Stage
from recovery.patients.queries import open_episode_record

if TYPE_CHECKING:
    from recovery.accounts.models import User

PAGE = 50  # rows of a work list


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One person on the intake list; `packet` is None before it was started."""

    episode: EpisodeOfCare
    packet: ScreeningPacket | None
    state: str
    detail: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """A page of the list; `before` is the last row's episode when there are older ones."""

    rows: tuple[IntakeRow, ...]
    before: UUID | None

    @property
    def patient_ids(self) -> list[UUID]:
        return [row.episode.patient_id for row in self.rows]


@dataclass(frozen=True, slots=True)
class PacketSheet:
    """All results of a packet: `findings` of all of them, the gravest first."""

    packet: ScreeningPacket
    sheets: tuple[ResultSheet, ...]
    unanswered: tuple[str, ...]
    findings: tuple[Finding, ...]


def open_packet(actor: User, packet_id: UUID, *, page: str, at: datetime) -> ScreeningPacket:
    """The packet with its episode and patient, the read recorded; 404 when out of reach."""
    packet = ScreeningPacket.objects.select_related("started_by", "submitted_by").filter(pk=packet_id).first()
    if packet is None:
        raise Http404
    packet.episode = open_episode_record(actor, packet.episode_id, page=page, at=at)
    return packet


def open_response(actor: User, response_id: UUID, *, page: str, at: datetime) -> InstrumentResponse:
    """The response with its episode and patient, the read recorded; 404 when out of reach."""
    response = InstrumentResponse.objects.select_related("recorded_by", "packet").filter(pk=response_id).first()
    if response is None:
        raise Http404
    response.episode = open_episode_record(actor, response.episode_id, page=page, at=at)
    return response


def packet_within_reach(actor: User, packet_id: UUID, code: str) -> ScreeningPacket:
    """The packet for a request that shows nothing of the record (autosave, running score); 404 when out of reach."""
    reach = EpisodeOfCare.objects.within_reach_of(actor)
    packet = ScreeningPacket.objects.filter(pk=packet_id, episode__in=reach).select_related("episode").first()
    if packet is None or code not in packet.definition.codes:
        raise Http404
    return packet


def entry(packet: ScreeningPacket, code: str, *, reader: User, at: datetime) -> InstrumentEntry:
    """All that the page of one instrument in a packet needs; 404 when the packet does not ask it."""
    if code not in packet.definition.codes:
        raise Http404
    return InstrumentEntry(
        packet=packet,
        item=packet.definition.item(code),
        instrument=instruments.get(code),
        recorded=packet.responses.current().select_related("recorded_by").filter(instrument=code).first(),
        draft=find_draft(actor=reader, form_code=form_code(code), subject_id=packet.pk),
        others=_others_at(packet, code, reader, at),
        now=at,
    )


def responses(episode: EpisodeOfCare) -> InstrumentResponseQuerySet:
    """Every response of the episode, corrected ones too, the newest first."""
    written = InstrumentResponse.objects.filter(episode=episode).select_related("recorded_by")
    return written.order_by("-answered_at", "-id")


def latest_responses(episode: EpisodeOfCare) -> dict[str, InstrumentResponse]:
    """The newest response of each instrument that no correction has replaced, by instrument code."""
    newest = InstrumentResponse.objects.current().filter(episode=episode).select_related("recorded_by")
    newest = newest.order_by("instrument", "-answered_at", "-id").distinct("instrument")
    return {response.instrument: response for response in newest}


def summary(episode: EpisodeOfCare) -> ScreeningSummary:
    """The one thing that treatment is told: the newest results, what they ask for, and the diagnoses that stand."""
    return summarise(latest_responses(episode), conditions.summary(episode))


def packets_in_progress(actor: User) -> ScreeningPacketQuerySet:
    """Packets begun and not submitted, of people within reach, the newest first."""
    reach = EpisodeOfCare.objects.within_reach_of(actor)
    begun = ScreeningPacket.objects.in_progress().filter(episode__in=reach)
    return begun.select_related("episode__patient", "started_by").order_by("-started_at", "-id")


def packet_progress(packet: ScreeningPacket, *, reader: User, at: datetime) -> Progress:
    """How far the packet is, with everybody's drafts."""
    done = packet.responses.current().select_related("recorded_by")
    return progress(packet, responses=done, drafts=_drafts([packet.pk]), reader=reader, at=at)


def newest_version(response: InstrumentResponse) -> InstrumentResponse:
    """What stands now in the place of `response`, itself when it was never corrected."""
    return history(response)[0]


def history(response: InstrumentResponse) -> list[InstrumentResponse]:
    """Every version of this response, the newest first; a correction keeps when it was answered."""
    versions = {each.pk: each for each in responses(response.episode).filter(answered_at=response.answered_at)}
    by_origin = {each.supersedes_id: each for each in versions.values() if each.supersedes_id}
    first = response
    while first.supersedes_id in versions:
        first = versions[first.supersedes_id]
    chain = [first]
    while chain[-1].pk in by_origin:
        chain.append(by_origin[chain[-1].pk])
    return chain[::-1]


def result_sheet(response: InstrumentResponse) -> ResultSheet:
    """One result, with its corrections."""
    return sheet(response, history(response))


def packet_sheet(packet: ScreeningPacket) -> PacketSheet:
    """All results of the packet, in the packet's order."""
    done = {each.instrument: each for each in packet.responses.current().select_related("recorded_by")}
    sheets = tuple(sheet(done[code]) for code in packet.definition.codes if code in done)
    return PacketSheet(
        packet=packet,
        sheets=sheets,
        unanswered=tuple(item.title for item in packet.definition.items if item.code not in done),
        findings=gravest_first([finding for each in sheets for finding in each.findings]),
    )


def intake_list(actor: User, *, at: datetime, before: UUID | None = None) -> IntakePage:
    """People referred or in intake whom `actor` may see, the newest first, with how far their packet is."""
    newest = ScreeningPacket.objects.select_related("started_by").order_by("-started_at")
    answered = InstrumentResponse.objects.current().select_related("recorded_by")
    waiting = _waiting(actor, before).prefetch_related(
        Prefetch("packets", newest, to_attr="newest_packets"),
        Prefetch("newest_packets__responses", answered, to_attr="answered"),
    )
    episodes = list(waiting[: PAGE + 1])
    shown = episodes[:PAGE]
    return IntakePage(
        rows=tuple(_row(episode, at) for episode in shown),
        before=shown[-1].pk if len(episodes) > PAGE else None,
    )


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Packets begun and submitted, and every answered instrument."""
    entries = [_answered(response) for response in responses(episode)]
    for packet in episode.packets.select_related("started_by", "submitted_by"):
        entries.append(_packet_entry(packet, packet.started_at, "Intake packet started", packet.started_by))
        if packet.submitted_at and packet.submitted_by:
            entries.append(_packet_entry(packet, packet.submitted_at, "Intake packet submitted", packet.submitted_by))
    return entries


def _others_at(packet: ScreeningPacket, code: str, reader: User, at: datetime) -> tuple[str, ...]:
    """Who else has begun this instrument: a hint, not a lock."""
    begun = Draft.objects.filter(subject_id=packet.pk, form_code=form_code(code)).exclude(actor=reader)
    return tuple(
        f"{draft.writer} is answering this, last at {clock(draft.updated_at, now=at)}."
        for draft in begun.select_related("actor").order_by("-updated_at")
    )


def _drafts(subjects: Iterable[UUID]) -> Sequence[Draft]:
    begun = Draft.objects.filter(subject_id__in=list(subjects), form_code__startswith=FORM_PREFIX)
    return list(begun.select_related("actor").order_by("-updated_at"))


def _waiting(actor: User, before: UUID | None) -> QuerySet[EpisodeOfCare]:
    waiting = (
        EpisodeOfCare.objects.within_reach_of(actor)
        .filter(stage__in=[Stage.REFERRED, Stage.IN_INTAKE])
        .select_related("patient")
        .order_by("-opened_at", "-id")
    )
    last = EpisodeOfCare.objects.within_reach_of(actor).filter(pk=before).first() if before else None
    if last:
        waiting = waiting.filter(opened_at__lte=last.opened_at).exclude(Q(opened_at=last.opened_at, id__gte=last.pk))
    return waiting


def _row(episode: EpisodeOfCare, at: datetime) -> IntakeRow:
    packet: ScreeningPacket | None = next(iter(episode.newest_packets), None)  # type: ignore[attr-defined]  # to_attr
    if packet is None:
        detail = f"Referred {clock(episode.opened_at, now=at)}"
        return IntakeRow(
            episode, None, "Not started", detail, reverse("intake:start-packet", args=[episode.pk]), "Start"
        )
    done: list[InstrumentResponse] = packet.answered  # type: ignore[attr-defined]  # to_attr
    newest = max(done, key=lambda each: each.recorded_at, default=None)
    when, who = (newest.recorded_at, newest.recorded_by) if newest else (packet.started_at, packet.started_by)
    detail = f"{who.name}, {clock(when, now=at)}"
    if packet.is_in_progress:
        state = f"{len(done)} of {len(packet.definition.codes)} complete"
        return IntakeRow(episode, packet, state, detail, reverse("intake:packet", args=[packet.pk]), "Resume")
    return IntakeRow(episode, packet, "Submitted", detail, reverse("intake:packet-result", args=[packet.pk]), "View")


def _answered(response: InstrumentResponse) -> Entry:
    verb = "corrected" if response.is_correction else "answered"
    grave = any(finding.severity.rank >= 2 for finding in sheet(response).findings)
    return Entry(
        at=response.recorded_at,
        title=f"{response.definition.title} {verb}",
        text=outcome(response),
        actor=response.recorded_by.name,
        icon="file",
        tone="bad" if grave else "",
        kind=Kind.CLINICAL,
        url=reverse("intake:result", args=[response.pk]),
    )


def _packet_entry(packet: ScreeningPacket, at: datetime, title: str, who: User) -> Entry:
    return Entry(
        at=at,
        title=title,
        actor=who.name,
        icon="file",
        kind=Kind.ADMINISTRATIVE,
        url=reverse("intake:packet", args=[packet.pk]),
    )
