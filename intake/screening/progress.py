"""How far a packet is: each instrument done, begun or not, who is at it, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from intake import instruments
from intake.screening import answers as texts
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets import Packet, PacketItem
from intake.screening.times import clock
from recovery.core.models import Draft

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM_PREFIX = "screening:"


def form_code(code: str) -> str:
    """The name of an instrument's drafts."""
    return f"{FORM_PREFIX}{code}"


@dataclass(frozen=True, slots=True)
class Task:
    """One instrument of a packet as its task list shows it; `status` is done, part or todo."""

    code: str
    title: str
    status: str
    detail: str
    who: str
    who_icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    tasks: tuple[Task, ...]

    @property
    def count(self) -> str:
        return f"{sum(task.status == 'done' for task in self.tasks)} of {len(self.tasks)}"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who has begun an instrument and not finished it."""

    name: str
    is_reader: bool
    doing: str
    when: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All that a packet's page shows.  `blockers`: why it cannot be submitted, one sentence each."""

    groups: tuple[Group, ...]
    workers: tuple[Worker, ...]
    blockers: tuple[str, ...]
    warnings: tuple[str, ...]
    last: str

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for group in self.groups for task in group.tasks)

    @property
    def done(self) -> int:
        return sum(task.status == "done" for task in self.tasks)

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def next(self) -> Task | None:
        """What to go on with: what is begun before what is not."""
        open_tasks = [task for task in self.tasks if task.status != "done"]
        return next((task for task in open_tasks if task.status == "part"), open_tasks[0] if open_tasks else None)


def progress(
    packet: ScreeningPacket,
    *,
    responses: Iterable[InstrumentResponse],
    drafts: Sequence[Draft],
    reader: User,
    at: datetime,
) -> Progress:
    """The packet's state for `reader` at `at`, from its current responses and everybody's drafts, newest first."""
    done = {response.instrument: response for response in responses}
    begun: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.actor_id != reader.pk):
        begun.setdefault(draft.form_code.removeprefix(FORM_PREFIX), draft)
    groups = tuple(
        Group(
            group.heading,
            tuple(_task(packet, item, done.get(item.code), begun.get(item.code), at) for item in group.items),
        )
        for group in packet.definition.groups
    )
    flags = {code: tuple(response.flags) for code, response in done.items()}
    return Progress(
        groups=groups,
        workers=tuple(_worker(draft, reader, at) for draft in drafts if _code(draft) not in done),
        blockers=blockers(packet.definition, flags),
        warnings=_warnings(begun, flags),
        last=_last(done.values(), at),
    )


def blockers(packet: Packet, flags: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Why the packet cannot be submitted; `flags` has the flags of every instrument that is answered.

    The C-SSRS must follow a positive or missing item 9 of the PHQ-9 before the visit ends (clinical spec 1.7).
    """
    missing = [f"{item.title} is not answered." for item in packet.items if item.code not in flags]
    if "CSSRS" not in flags:
        if "SUICIDE_ITEM_POSITIVE" in flags.get("PHQ9", ()):
            missing.insert(0, "PHQ-9 item 9 was answered with thoughts of death. Ask the C-SSRS before the visit ends.")
        elif "ITEM9_MISSING" in flags.get("PHQ9", ()):
            missing.insert(0, "PHQ-9 item 9 was declined. Ask the C-SSRS before the visit ends.")
    return tuple(missing)


def _warnings(begun: Mapping[str, Draft], flags: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What must still be asked, though an instrument is begun or done."""
    phq9 = instruments.get("PHQ9")
    draft = begun.get("PHQ9")
    if "PHQ9" in flags:
        declined = "ITEM9_MISSING" in flags["PHQ9"]
        return ("PHQ-9 item 9 was declined. Ask again before the visit ends.",) if declined else ()
    if draft and texts.not_asked(phq9, texts.read(phq9, draft.data)):
        return ("PHQ-9 item 9 is not answered yet. Ask before the visit ends, even if the rest is skipped.",)
    return ()


def outcome(response: InstrumentResponse) -> str:
    """A result in a few words: "Moderate, score 18"."""
    band = response.definition.band(response.band)
    label = band.label if band else response.band or texts.subscores(response.definition, response.scored)
    return label if response.score is None else f"{label}, score {response.score}"


def _task(
    packet: ScreeningPacket, item: PacketItem, response: InstrumentResponse | None, draft: Draft | None, at: datetime
) -> Task:
    icon = "tablet" if item.self_report else "pen"
    if response:
        url = reverse("intake:result", args=[response.pk])
        return Task(item.code, item.title, "done", outcome(response), response.recorded_by.name, icon, url)
    url = reverse("intake:fill", args=[packet.pk, item.code])
    if draft:
        detail = f"{answered(item.code, draft)}, last at {clock(draft.updated_at, now=at)}"
        return Task(item.code, item.title, "part", detail, draft.writer, icon, url)
    who = packet.episode.patient.called if item.self_report else "Staff"
    return Task(item.code, item.title, "todo", item.detail, who, icon, url)


def answered(code: str, draft: Draft) -> str:
    """ "7 of 11 answered"."""
    instrument = instruments.get(code)
    given, asked = instrument.answered(texts.read(instrument, draft.data))
    return f"{given} of {asked} answered"


def _code(draft: Draft) -> str:
    return draft.form_code.removeprefix(FORM_PREFIX)


def _worker(draft: Draft, reader: User, at: datetime) -> Worker:
    code = _code(draft)
    return Worker(
        name=draft.writer,
        is_reader=draft.actor_id == reader.pk,
        doing=f"{instruments.get(code).title}, {answered(code, draft)}",
        when=clock(draft.updated_at, now=at),
    )


def _last(responses: Iterable[InstrumentResponse], at: datetime) -> str:
    newest = max(responses, key=lambda response: response.recorded_at, default=None)
    return f"{clock(newest.recorded_at, now=at)} by {newest.recorded_by.name}" if newest else ""
