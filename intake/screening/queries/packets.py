"""What views and other rooms may read of screening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse

from intake.screening.assignments import queries as assignments
from intake.screening.models import (
    InstrumentResponse,
    InstrumentResponseQuerySet,
    ScreeningPacket,
    ScreeningPacketQuerySet,
)
from intake.screening.packets import queries as offers
from intake.screening.packets.models import PacketDefinition
from intake.screening.packets.rules.prefill import prefill
from intake.screening.queries.entry import InstrumentEntry
from intake.screening.queries.progress import FORM_PREFIX, Progress, form_code, outcome, progress, results_of
from intake.screening.queries.results import ResultSheet, sheet, still_asked, summarise
from intake.screening.queries.results import ScreeningSummary as ScreeningSummary
from intake.screening.queries.waiting import intake_list as intake_list  # other rooms read it from here
from recovery.audit import actions as audit
from recovery.clinical import instruments
from recovery.clinical.conditions import queries as conditions
from recovery.core.findings import Finding
from recovery.core.models import Draft
from recovery.core.timeline import Entry, Kind
from recovery.core.times import clock
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import episodes_within_reach, open_episode_record

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class PacketSheet:
    """All results of a packet: `findings` of all of them, the gravest first."""

    packet: ScreeningPacket
    sheets: tuple[ResultSheet, ...]
    unanswered: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What may be opened when somebody wants to screen a person."""

    in_progress: tuple[ScreeningPacket, ...]
    offered: tuple[PacketDefinition, ...]

    @property
    def only(self) -> str:
        """The code of the one packet there is to open, or empty when somebody has to choose."""
        codes = [packet.code for packet in self.in_progress] or [each.code for each in self.offered]
        return codes[0] if len(codes) == 1 else ""


def open_packet(actor: User, packet_id: UUID, *, page: str, at: datetime) -> ScreeningPacket:
    """The packet with its episode and patient, the read recorded; 404 when out of reach."""
    packet = packet_within_reach(actor, packet_id)
    episode = packet.episode
    audit.read(page, by=actor, at=at, patient_id=episode.patient_id, resource_id=episode.pk)
    return packet


def open_response(actor: User, response_id: UUID, *, page: str, at: datetime) -> InstrumentResponse:
    """The response with its episode and patient, the read recorded; 404 when out of reach."""
    response = (
        InstrumentResponse.objects.select_related("recorded_by", "packet__definition").filter(pk=response_id).first()
    )
    if response is None:
        raise Http404
    response.episode = open_episode_record(actor, response.episode_id, page=page, at=at)
    return response


def packet_within_reach(actor: User, packet_id: UUID, code: str = "") -> ScreeningPacket:
    """The packet for a request that shows nothing of the record (autosave, running score); 404 when out of reach."""
    found = packets_within_reach(actor).filter(pk=packet_id)
    packet = found.select_related("definition", "started_by", "submitted_by", "episode__patient").first()
    if packet is None or (code and not _asks(packet, code)):
        raise Http404
    return packet


def packets_within_reach(actor: User) -> ScreeningPacketQuerySet:
    """Every packet of the people `actor` may see."""
    return ScreeningPacket.objects.filter(episode__in=episodes_within_reach(actor))


def responses_within_reach(actor: User) -> InstrumentResponseQuerySet:
    """Every answered instrument, corrected ones too, of the people `actor` may see."""
    reach = episodes_within_reach(actor)
    return InstrumentResponse.objects.filter(episode__in=reach).select_related("episode")


def entry(packet: ScreeningPacket, code: str, *, reader: User, at: datetime) -> InstrumentEntry:
    """All that the page of one instrument in a packet needs; 404 when the packet does not ask it."""
    done = results_of(packet)
    now = packet.course(done)
    if code not in now.codes:
        raise Http404
    drafts = [draft for draft in _drafts([packet.pk]) if draft.form_code == form_code(code)]
    return InstrumentEntry(
        packet=packet,
        item=now.item(code),
        instrument=instruments.get(code),
        recorded=done.get(code),
        draft=next((draft for draft in drafts if draft.actor_id == reader.pk), None),
        others=tuple(_at_it(draft, at) for draft in drafts if draft.actor_id != reader.pk),
        now=at,
        persons=next((draft for draft in drafts if draft.actor_id is None), None),
        told=prefill(code, {each: response.answers for each, response in done.items()}),
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


def results(episode: EpisodeOfCare) -> ScreeningSummary:
    """The same without the diagnoses, for who has read them or asks for none; one query."""
    return summarise(latest_responses(episode))


def packets_in_progress(actor: User) -> ScreeningPacketQuerySet:
    """Packets begun and not submitted, of people within reach, the newest first."""
    reach = EpisodeOfCare.objects.within_reach_of(actor)
    begun = ScreeningPacket.objects.in_progress().filter(episode__in=reach)
    return begun.select_related("definition", "episode__patient", "started_by").order_by("-started_at", "-id")


def packet_begun() -> Exists:
    """A column of a query over episodes: whether a packet is begun and not submitted."""
    return Exists(ScreeningPacket.objects.in_progress().filter(episode=OuterRef("pk")))


def packet_progress(packet: ScreeningPacket, *, reader: User, at: datetime) -> Progress:
    """How far the packet is, with everybody's drafts, and whom it was given to."""
    return progress(
        packet,
        responses=results_of(packet).values(),
        drafts=_drafts([packet.pk]),
        given=assignments.rows(packet, at=at),
        reader=reader,
        at=at,
    )


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
    done = results_of(packet)
    now = packet.course(done)
    sheets = tuple(sheet(done[code]) for code in now.codes if code in done)
    return PacketSheet(
        packet=packet,
        sheets=sheets,
        unanswered=tuple(item.title for item in now.needed if item.code not in done),
        findings=still_asked(done),
    )


def to_start(episode: EpisodeOfCare) -> StartChoice:
    """The packets of this person that may be gone on with, and those that may be begun beside them."""
    begun = ScreeningPacket.objects.in_progress().filter(episode=episode).select_related("definition", "started_by")
    in_progress = tuple(begun.order_by("-started_at"))
    codes = {packet.code for packet in in_progress}
    return StartChoice(in_progress, tuple(each for each in offers.offered() if each.code not in codes))


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Packets begun and submitted, and every answered instrument."""
    entries = [_answered(response) for response in responses(episode)]
    for packet in episode.packets.select_related("definition", "started_by", "submitted_by"):
        entries.append(
            _packet_entry(packet, packet.started_at, f"{packet.definition.title} started", packet.started_by)
        )
        if packet.submitted_at and packet.submitted_by:
            title = f"{packet.definition.title} submitted"
            entries.append(_packet_entry(packet, packet.submitted_at, title, packet.submitted_by))
    return entries


def _at_it(draft: Draft, at: datetime) -> str:
    """Who else has begun this instrument: a hint, not a lock."""
    return f"{draft.writer} is answering this, last at {clock(draft.updated_at, now=at)}."


def _asks(packet: ScreeningPacket, code: str) -> bool:
    """Whether the packet asks it, also by the safety rule alone."""
    return code in packet.definition.asks.codes or code in packet.course(results_of(packet)).codes


def _drafts(subjects: Iterable[UUID]) -> Sequence[Draft]:
    begun = Draft.objects.filter(subject_id__in=list(subjects), form_code__startswith=FORM_PREFIX)
    return list(begun.select_related("actor").order_by("-updated_at"))


def _answered(response: InstrumentResponse) -> Entry:
    verb = "corrected" if response.is_correction else "answered"
    grave = any(finding.severity.rank >= 2 for finding in sheet(response).findings)
    return Entry(
        at=response.recorded_at,
        title=f"{response.definition.title} {verb}",
        text=outcome(response),
        actor=response.recorder,
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
