"""The intake list: people referred or in intake, and how far their packet is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from intake.screening.models import InstrumentResponse, ScreeningPacket
from recovery.core.times import clock
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare

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


def intake_list(actor: User, *, at: datetime, before: UUID | None = None) -> IntakePage:
    """People referred or in intake whom `actor` may see, the newest first, with how far their packet is."""
    newest = ScreeningPacket.objects.select_related("definition", "started_by").order_by("-started_at")
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
    packets: list[ScreeningPacket] = episode.newest_packets  # type: ignore[attr-defined]  # to_attr
    begun = [each for each in packets if each.is_in_progress]  # one that is submitted hides none that is not
    packet = next(iter(begun or packets), None)
    if packet is None:
        detail = f"Referred {clock(episode.opened_at, now=at)}"
        return IntakeRow(
            episode, None, "Not started", detail, reverse("intake:start-packet", args=[episode.pk]), "Start"
        )
    done: list[InstrumentResponse] = packet.answered  # type: ignore[attr-defined]  # to_attr
    newest = max(done, key=lambda each: each.recorded_at, default=None)
    when, who = (newest.recorded_at, newest.recorder) if newest else (packet.started_at, packet.started_by.name)
    detail = f"{who}, {clock(when, now=at)}"
    if packet.is_in_progress:
        now = packet.course({each.instrument: each for each in done})
        state = (
            f"{len(done)} of {len({each.instrument for each in done} | {item.code for item in now.needed})} complete"
        )
        return IntakeRow(episode, packet, state, detail, reverse("intake:packet", args=[packet.pk]), "Resume")
    return IntakeRow(episode, packet, "Submitted", detail, reverse("intake:packet-result", args=[packet.pk]), "View")
