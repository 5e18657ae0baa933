"""Results in the light of those before them, and what is asked again: what views and other rooms may read of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake.screening.models import InstrumentResponse, InstrumentResponseQuerySet, ScreeningPacket
from intake.screening.offer import offered
from intake.screening.queries.changes import WORSE, Change, change
from intake.screening.queries.packets import PacketSheet, latest_responses, packet_sheet, result_sheet
from intake.screening.queries.progress import outcome
from intake.screening.queries.results import ResultSheet, still_asked
from intake.screening.queries.trends import InstrumentTrend, trends
from intake.screening.queries.waiting import PAGE
from intake.screening.rules.due import Answered, Due, due
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument, contradictions
from recovery.core.findings import Finding
from recovery.core.times import local
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class DueRow:
    """One instrument to ask again, as a page shows it."""

    due: Due
    is_due: bool
    is_late: bool

    @property
    def when(self) -> str:
        """ "Late since 3 Nov", "Due since 3 Nov", "Due 3 Dec 2026"."""
        if self.is_late:
            return f"Late since {local(self.due.late_from):%-d %b}"
        return f"Due since {local(self.due.on):%-d %b}" if self.is_due else f"Due {local(self.due.on):%-d %b %Y}"


@dataclass(frozen=True, slots=True)
class DuePerson:
    """One person on the list "Screening due", with all that is due for them."""

    episode: EpisodeOfCare
    rows: tuple[DueRow, ...]

    @property
    def patient(self) -> Patient:
        return self.episode.patient

    @property
    def is_late(self) -> bool:
        return any(row.is_late for row in self.rows)


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of that list, `total` of all people on it; `after` is the last one's episode when more come after it."""

    rows: tuple[DuePerson, ...]
    total: int
    after: UUID | None

    @property
    def patient_ids(self) -> list[UUID]:
        return [row.episode.patient_id for row in self.rows]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One result of a packet, with what changed since the answer before it."""

    sheet: ResultSheet
    change: Change | None


@dataclass(frozen=True, slots=True)
class ResultReview:
    """One result as a clinician reads it in a minute.

    `findings`: what it asks for and nobody has done yet; of an older answer, what it asked for then.  `newer`: a later
    answer to the same questions, where there is one; `again`: when they are asked again, where not.
    """

    sheet: ResultSheet
    findings: tuple[Finding, ...]
    change: Change | None
    newer: InstrumentResponse | None
    again: DueRow | None

    @property
    def stands(self) -> bool:
        """Whether it is what is known now: the newest answer, and no correction stands in its place."""
        return self.newer is None and not any(not version.is_shown for version in self.sheet.history[:1])

    @property
    def newer_words(self) -> str:
        """ "Mild, score 8, on 3 Dec 2026."; empty when this is the newest."""
        return f"{outcome(self.newer)}, on {local(self.newer.answered_at):%-d %b %Y}." if self.newer else ""


@dataclass(frozen=True, slots=True)
class PacketReview:
    """A packet as a clinician reads it in a minute: flags, contradictions, results with their change, what is due."""

    sheet: PacketSheet
    rows: tuple[Reviewed, ...]
    contradictions: tuple[Finding, ...]
    due: tuple[DueRow, ...]

    @property
    def grave(self) -> list[Finding]:
        return [each for each in self.sheet.findings if each.stands_in_the_way]

    @property
    def advice(self) -> list[Finding]:
        return [each for each in self.sheet.findings if not each.stands_in_the_way]


@dataclass(frozen=True, slots=True)
class Glance:
    """One line of the table at the top of the trends: `trend` is None for what is asked for and was never answered."""

    instrument: Instrument
    trend: InstrumentTrend | None
    due: DueRow | None

    @property
    def is_worse(self) -> bool:
        return bool(self.trend and self.trend.change and self.trend.change.direction == WORSE)


@dataclass(frozen=True, slots=True)
class EpisodeTrends:
    """All instruments of an episode: what got worse first, then as the specification has them; and those to draw."""

    glance: tuple[Glance, ...]
    trends: tuple[InstrumentTrend, ...]

    @property
    def drawn(self) -> tuple[InstrumentTrend, ...]:
        """Those with two results or more."""
        return tuple(each for each in self.trends if each.lines)

    @property
    def single(self) -> tuple[InstrumentTrend, ...]:
        """Those with one result: the table holds it."""
        return tuple(each for each in self.trends if not each.lines)


def result_review(response: InstrumentResponse, *, at: datetime) -> ResultReview:
    """The result with the answers before and after it; three queries."""
    answered = list(_history(response.episode).filter(instrument=response.instrument))
    later = [each for each in answered if each.answered_at > response.answered_at]
    sheet, newest = result_sheet(response), latest_responses(response.episode)
    asked = sheet.findings if later else still_asked({**newest, response.instrument: response})
    rows = () if later or not response.episode.is_open else _rows(newest.values(), at)
    return ResultReview(
        sheet=sheet,
        findings=tuple(finding for finding in asked if finding.facts["instrument"] == response.instrument),
        change=change(response, _before(response, answered)),
        newer=later[-1] if later else None,
        again=next((row for row in rows if row.due.code == response.instrument), None),
    )


def packet_review(packet: ScreeningPacket, *, at: datetime) -> PacketReview:
    """The packet's results, each with the answer before it; four queries however many instruments there are."""
    sheet = packet_sheet(packet)
    history = list(_history(packet.episode))
    rows = tuple(Reviewed(each, change(each.response, _before(each.response, history))) for each in sheet.sheets)
    together = {each.code: each.response.answers for each in sheet.sheets}
    return PacketReview(sheet, rows, tuple(contradictions.find(together)), due_rows(packet.episode, at=at))


def episode_trends(episode: EpisodeOfCare, *, at: datetime) -> EpisodeTrends:
    """Every instrument answered in the episode, drawn; two queries however many."""
    found = {each.instrument.code: each for each in trends(list(_history(episode)), at=at)}
    asked = {row.due.code: row for row in due_rows(episode, at=at)}
    rows = [
        Glance(instrument, found.get(code), asked.get(code))
        for code, instrument in instruments.INSTRUMENTS.items()
        if code in found or code in asked
    ]
    return EpisodeTrends(tuple(sorted(rows, key=lambda row: not row.is_worse)), tuple(found.values()))


def due_rows(episode: EpisodeOfCare, *, at: datetime) -> tuple[DueRow, ...]:
    """What is asked again in this episode, the soonest first; nothing when the episode is closed."""
    if not episode.is_open:
        return ()
    return _rows(latest_responses(episode).values(), at)


def screening_due(actor: User, *, at: datetime, after: UUID | None = None) -> DuePage:
    """People in care within reach for whom an instrument is due now, the longest due first, a page of them.

    One query, however many; `after` is the episode of the last row before, which may have left the list meanwhile.
    """
    reach = EpisodeOfCare.objects.within_reach_of(actor).exclude(stage=Stage.CLOSED)
    asked = {each.code for each in offered().values() if each.repeats}
    asked |= {after.code for each in offered().values() for after in each.follows}
    newest = (
        InstrumentResponse.objects.current()
        .filter(episode__in=reach, instrument__in=asked)
        .select_related("episode__patient")
        .order_by("episode_id", "instrument", "-answered_at", "-id")
        .distinct("episode_id", "instrument")
    )
    held: dict[EpisodeOfCare, list[InstrumentResponse]] = {}
    for response in newest:
        held.setdefault(response.episode, []).append(response)
    people = [DuePerson(episode, _now(_rows(responses, at))) for episode, responses in held.items()]
    due_now = sorted((each for each in people if each.rows), key=_place)
    start = next((number for number, each in enumerate(due_now, 1) if each.episode.pk == after), 0)
    shown = tuple(due_now[start : start + PAGE])
    return DuePage(shown, len(due_now), shown[-1].episode.pk if len(due_now) > start + PAGE else None)


def offered_instruments() -> list[Instrument]:
    """What may be asked at this center, in the order of the specification."""
    return [each for each in instruments.EDITIONS if offered().get(each.code) is each]


def _rows(responses: Iterable[InstrumentResponse], at: datetime) -> tuple[DueRow, ...]:
    held = [
        Answered(each.instrument, each.answered_at, each.band, tuple(each.flags), each.packet_id) for each in responses
    ]
    return tuple(DueRow(each, each.is_due(at), each.is_late(at)) for each in due(held, offered()))


def _place(person: DuePerson) -> tuple[datetime, UUID]:
    return person.rows[0].due.on, person.episode.pk


def _now(rows: tuple[DueRow, ...]) -> tuple[DueRow, ...]:
    return tuple(row for row in rows if row.is_due)


def _history(episode: EpisodeOfCare) -> InstrumentResponseQuerySet:
    """Every answer that stands, the oldest first."""
    return InstrumentResponse.objects.current().filter(episode=episode).order_by("answered_at", "id")


def _before(response: InstrumentResponse, history: Sequence[InstrumentResponse]) -> InstrumentResponse | None:
    earlier = [
        each
        for each in history
        if each.instrument == response.instrument and (each.answered_at, each.pk) < (response.answered_at, response.pk)
    ]
    return earlier[-1] if earlier else None
