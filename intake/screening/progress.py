"""How far a packet is: each instrument done, begun or not, who is at it, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.urls import reverse

from intake import instruments
from intake.screening import answers as texts
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.conditions import ITEM_NINE, Course, Results, Step, course
from intake.screening.packets.definition import PacketItem
from recovery.core.models import Draft
from recovery.core.times import clock
from recovery.core.ui.sentences import lower_first

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM_PREFIX = "screening:"


def form_code(code: str) -> str:
    """The name of an instrument's drafts."""
    return f"{FORM_PREFIX}{code}"


@dataclass(frozen=True, slots=True)
class Task:
    """One instrument of a packet as its task list shows it; `status` is done, part, todo or later.

    `because`: why a condition or a safety rule asks it.  Later: asked only if something else is found.
    """

    code: str
    title: str
    status: str
    detail: str
    who: str
    who_icon: str
    url: str
    because: str = ""

    @property
    def state(self) -> str:
        """The word for its state where the task list has no better one."""
        return "Not asked" if self.status == "later" else ""


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    tasks: tuple[Task, ...]

    @property
    def count(self) -> str:
        asked = [task for task in self.tasks if task.status != "later"]
        return f"{sum(task.status == 'done' for task in asked)} of {len(asked)}"


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
    def state(self) -> str:
        """What of it others can change, as a short text: a page compares it to know whether it is out of date."""
        told = [(task.code, task.status, task.because) for task in self.tasks]
        told += [(worker.name, worker.doing, "") for worker in self.workers if not worker.is_reader]
        return sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for group in self.groups for task in group.tasks)

    @property
    def done(self) -> int:
        return sum(task.status == "done" for task in self.tasks)

    @property
    def total(self) -> int:
        """How many instruments are asked; what waits for a condition does not count."""
        return sum(task.status != "later" for task in self.tasks)

    @property
    def next(self) -> Task | None:
        """What to go on with: what is begun before what is not."""
        open_tasks = [task for task in self.tasks if task.status in ("part", "todo")]
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
        begun.setdefault(_code(draft), draft)
    now = course(packet.definition.asks, done)
    groups = tuple(
        Group(
            stage.heading,
            tuple(_task(packet, step, done.get(step.item.code), begun.get(step.item.code), at) for step in stage.steps),
        )
        for stage in now.stages
    )
    return Progress(
        groups=groups,
        workers=tuple(_worker(draft, reader, at) for draft in drafts if _code(draft) not in done),
        blockers=blockers(now, done),
        warnings=_warnings(begun, {code: tuple(response.flags) for code, response in done.items()}),
        last=_last(done.values(), at),
    )


def results_of(packet: ScreeningPacket) -> dict[str, InstrumentResponse]:
    """The current response of every instrument answered in the packet, by its code."""
    return {each.instrument: each for each in packet.responses.current().select_related("recorded_by")}


def blockers(now: Course, results: Results) -> tuple[str, ...]:
    """Why the packet cannot be submitted: the safety rule first, then each instrument that is asked and not answered."""
    flags = results["PHQ9"].flags if "PHQ9" in results else ()
    rule = [f"{words}. Ask the C-SSRS before the visit ends." for flag, words in ITEM_NINE.items() if flag in flags]
    missing = [f"{item.title} is not answered." for item in now.needed if item.code not in results]
    return tuple((rule if "CSSRS" not in results else []) + missing)


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
    """A result in a few words: "Moderate, score 18", "Mild, score 9 (estimated)"."""
    band = response.definition.band(response.band)
    label = band.label if band else response.band or texts.subscores(response.definition, response.scored)
    return label if response.score is None else f"{label}, score {response.score_words}"


def _task(
    packet: ScreeningPacket, step: Step, response: InstrumentResponse | None, draft: Draft | None, at: datetime
) -> Task:
    item = step.item
    icon = "tablet" if item.self_report else "pen"
    if response:
        url = reverse("intake:result", args=[response.pk])
        no_longer = "" if step.needed else " No longer needed; the answers are kept."
        detail = f"{outcome(response)}.{no_longer}" if no_longer else outcome(response)
        return Task(
            item.code, item.title, "done", detail, response.recorder, icon, url, step.why if step.needed else ""
        )
    url = reverse("intake:fill", args=[packet.pk, item.code])
    if draft and step.needed:
        detail = f"{answered(item.code, draft)}, last at {clock(draft.updated_at, now=at)}"
        return Task(item.code, item.title, "part", detail, draft.writer, icon, url, step.why)
    who = packet.episode.patient.called if item.self_report else "Staff"
    if not step.needed:
        kept = " What was begun is kept." if draft else ""
        return Task(item.code, item.title, "later", f"{step.why}{kept}", who, icon, url)
    return Task(item.code, item.title, "todo", detail_of(item), who, icon, url, step.why)


def detail_of(item: PacketItem) -> str:
    """ "Up to 7 questions, about 3 minutes"."""
    asked = [each for each in instruments.get(item.code).items if each.required]
    upto = "Up to " if any(each.asked_when for each in asked) else ""
    minutes = "minute" if item.minutes == 1 else "minutes"
    questions = "question" if len(asked) == 1 else "questions"
    return f"{upto}{len(asked)} {questions}, about {item.minutes} {minutes}"


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
    if newest is None:
        return ""
    who = newest.recorder if newest.recorded_by else lower_first(newest.recorder)
    return f"{clock(newest.recorded_at, now=at)} by {who}"
