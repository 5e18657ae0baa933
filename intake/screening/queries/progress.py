"""How far a packet is: each instrument done, begun or not, who is at it, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.urls import reverse

from intake.screening.assignments.queries import AssignmentRow
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.definition import PacketItem
from intake.screening.packets.rules.conditions import C_SSRS, ITEM_NINE, Course, Results, Step, must_ask
from intake.screening.rules import answers as texts
from recovery.clinical import instruments
from recovery.core.models import Draft
from recovery.core.tasklist import Group, Task, TaskList, begun, last, task_of, worker
from recovery.core.times import clock
from recovery.core.ui.sentences import lower_first

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM_PREFIX = "screening:"


def form_code(code: str) -> str:
    """The name of an instrument's drafts."""
    return f"{FORM_PREFIX}{code}"


@dataclass(frozen=True, slots=True)
class Progress(TaskList):
    """All that a packet's page shows.  `blockers`: why it cannot be submitted, one sentence each."""

    blockers: tuple[str, ...]
    warnings: tuple[str, ...]
    given: tuple[AssignmentRow, ...] = ()  # whom the packet was given to

    @property
    def state(self) -> str:
        """What of it others can change, as a short text: a page compares it to know whether it is out of date."""
        told = [(task.code, task.status, task.because) for task in self.tasks]
        told += [(worker.name, worker.doing, "") for worker in self.workers if not worker.is_reader]
        told += [(row.who, row.state, "") for row in self.given]
        return sha256(repr(told).encode()).hexdigest()[:16]


def progress(
    packet: ScreeningPacket,
    *,
    responses: Iterable[InstrumentResponse],
    drafts: Sequence[Draft],
    given: Sequence[AssignmentRow],
    reader: User,
    at: datetime,
) -> Progress:
    """The packet's state for `reader` at `at`, from its current responses, everybody's drafts, newest first, and assignments."""
    done = {response.instrument: response for response in responses}
    shown = begun(drafts, reader=reader)
    now = packet.course(done)
    groups = tuple(
        Group(
            stage.heading,
            tuple(_task(packet, step, done.get(step.item.code), shown.get(step.item.code), at) for step in stage.steps),
        )
        for stage in now.stages
    )
    return Progress(
        groups=groups,
        workers=tuple(
            worker(draft, _doing(draft), reader=reader, at=at) for draft in drafts if task_of(draft) not in done
        ),
        blockers=blockers(now, done),
        warnings=_warnings(shown, done),
        given=tuple(given),
        last=last([(each.recorded_at, _who(each)) for each in done.values()], at=at),
    )


def results_of(packet: ScreeningPacket) -> dict[str, InstrumentResponse]:
    """The current response of every instrument answered in the packet, by its code."""
    return {each.instrument: each for each in packet.responses.current().select_related("recorded_by", "assignment")}


def blockers(now: Course, results: Results) -> tuple[str, ...]:
    """Why the packet cannot be submitted: the safety rule first, then each instrument that is asked and not answered."""
    why = must_ask(results)
    return tuple(
        f"{why}. Ask the C-SSRS before the visit ends."
        if why and item.code == C_SSRS.code
        else f"{item.title} is not answered."
        for item in _missing(now, results)
    )


def next_item(packet: ScreeningPacket) -> PacketItem | None:
    """What is asked next in a packet in progress, the safety rule's first; None when all is answered or it is submitted."""
    if not packet.is_in_progress:
        return None
    results = results_of(packet)
    return next(iter(_missing(packet.course(results), results)), None)


def _missing(now: Course, results: Results) -> list[PacketItem]:
    """What is needed and not answered, in the packet's order, but what the safety rule asks before all else."""
    missing = [item for item in now.needed if item.code not in results]
    return sorted(missing, key=lambda item: not (item.code == C_SSRS.code and must_ask(results)))


def _warnings(drafts: Mapping[str, Draft], results: Mapping[str, InstrumentResponse]) -> tuple[str, ...]:
    """What must still be asked, though an instrument is begun or done."""
    mood, draft = results.get("PHQ9"), drafts.get("PHQ9")
    if mood:
        declined = "ITEM9_MISSING" in mood.flags
        again = ("PHQ-9 item 9 was declined. Ask again before the visit ends.",) if declined else ()
        return again + _asked_before(results.get("CSSRS"), mood)
    phq9 = instruments.get("PHQ9")
    if draft and texts.not_asked(phq9, texts.read(phq9, draft.data)):
        return ("PHQ-9 item 9 is not answered yet. Ask before the visit ends, even if the rest is skipped.",)
    return ()


def _asked_before(cssrs: InstrumentResponse | None, mood: InstrumentResponse) -> tuple[str, ...]:
    """Thoughts of death told at home ask the C-SSRS anew: the one of the visit before is over.  Source: clinical spec 1.7."""
    alarming = any(flag in mood.flags for flag in ITEM_NINE)
    at_home = mood.assignment is not None and mood.assignment.is_home
    if cssrs is None or not alarming or not at_home or cssrs.answered_at >= mood.answered_at:
        return ()
    return (
        "PHQ-9 item 9 was answered at home, after the C-SSRS of this packet. Ask the C-SSRS again: "
        "submit this packet and start a new one.",
    )


def outcome(response: InstrumentResponse) -> str:
    """A result in a few words: "Moderate, score 18", "Mild, score 9 (estimated)"."""
    band = response.definition.band(response.band)
    label = band.label if band else response.band or texts.subscores(response.definition, response.scored)
    return label if response.score is None else f"{label}, score {response.score_words}"


def _task(
    packet: ScreeningPacket, step: Step, response: InstrumentResponse | None, draft: Draft | None, at: datetime
) -> Task:
    if response:
        return _done(step, response)
    item = step.item
    open_task = Task(
        code=item.code,
        title=item.title,
        status="todo",
        detail=detail_of(item),
        who=packet.episode.patient.called if item.self_report else "Staff",
        url=reverse("intake:fill", args=[packet.pk, item.code]),
        who_icon=_icon(item),
        because=step.why,
    )
    if not step.needed:
        kept = " What was begun is kept." if draft else ""
        return replace(open_task, status="later", state="Not asked", detail=f"{step.why}{kept}", because="")
    if draft:
        detail = f"{answered(item.code, draft)}, last at {clock(draft.updated_at, now=at)}"
        return replace(open_task, status="part", detail=detail, who=draft.writer)
    return open_task


def _done(step: Step, response: InstrumentResponse) -> Task:
    found = outcome(response)
    return Task(
        code=step.item.code,
        title=step.item.title,
        status="done",
        detail=found if step.needed else f"{found}. No longer needed; the answers are kept.",
        who=response.recorder,
        url=reverse("intake:result", args=[response.pk]),
        who_icon=_icon(step.item),
        because=step.why if step.needed else "",
    )


def _icon(item: PacketItem) -> str:
    return "tablet" if item.self_report else "pen"


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


def _doing(draft: Draft) -> str:
    code = task_of(draft)
    return f"{instruments.get(code).title}, {answered(code, draft)}"


def _who(response: InstrumentResponse) -> str:
    return response.recorder if response.recorded_by else lower_first(response.recorder)
