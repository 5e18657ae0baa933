"""How far a registration is: each section answered, begun or not, by whom, and what is still not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from intake.registration.models import HistoryRevision
from intake.registration.sections import GROUPS, SECTIONS, Section
from recovery.core.models import Draft
from recovery.core.times import clock

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.patients.models import EpisodeOfCare

FORM_PREFIX = "registration:"


def form_code(section: str) -> str:
    """The name of a section's drafts."""
    return f"{FORM_PREFIX}{section}"


@dataclass(frozen=True, slots=True)
class Task:
    """One section as the task list shows it; `status` is done, part or todo, `state` its word where it is another."""

    code: str
    title: str
    status: str
    detail: str
    who: str
    url: str
    state: str = ""
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    tasks: tuple[Task, ...]

    @property
    def count(self) -> str:
        return f"{sum(task.status == 'done' for task in self.tasks)} of {len(self.tasks)}"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who has begun a section and not saved it."""

    name: str
    is_reader: bool
    doing: str
    when: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the page of a registration shows."""

    groups: tuple[Group, ...]
    workers: tuple[Worker, ...]
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
        waiting = [task for task in self.tasks if task.status != "done"]
        return next((task for task in waiting if task.status == "part"), waiting[0] if waiting else None)

    @property
    def unknown(self) -> tuple[Task, ...]:
        """Answered sections in which something is still not known."""
        return tuple(task for task in self.tasks if task.unknowns)


def progress(
    episode: EpisodeOfCare,
    *,
    current: Mapping[str, HistoryRevision],
    drafts: Sequence[Draft],
    reader: User,
    at: datetime,
) -> Progress:
    """The registration's state for `reader` at `at`, from the revisions that stand and everybody's drafts, newest first."""
    begun: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.actor_id != reader.pk):
        begun.setdefault(_section(draft), draft)
    groups = tuple(
        Group(
            group.heading,
            tuple(
                _task(episode, section, current.get(section.code), begun.get(section.code), at)
                for section in group.sections
            ),
        )
        for group in GROUPS
    )
    workers = tuple(_worker(draft, reader, at) for draft in drafts if _section(draft) in SECTIONS)
    return Progress(groups, workers, _last(current.values(), at))


def next_section(done: Iterable[str], after: str) -> str | None:
    """The section to go to after `after`: the next that is not done, from the beginning again after the last."""
    codes, answered = list(SECTIONS), set(done)
    place = codes.index(after)
    return next((code for code in codes[place + 1 :] + codes[:place] if code not in answered), None)


def _task(
    episode: EpisodeOfCare, section: Section, told: HistoryRevision | None, draft: Draft | None, at: datetime
) -> Task:
    url = reverse("intake:registration-section", args=[episode.pk, section.code])
    if told and told.episode_id == episode.pk:
        content = told.told
        who = told.recorded_by.name
        return Task(section.code, section.title, "done", content.gist, who, url, unknowns=content.unknowns)
    if draft:
        detail = f"Begun, last at {clock(draft.updated_at, now=at)}"
        return Task(section.code, section.title, "part", detail, draft.writer, url)
    if told:
        detail = f"Told {clock(told.recorded_at, now=at)}: {told.told.gist}"
        return Task(section.code, section.title, "todo", detail, told.recorded_by.name, url, state="To confirm")
    return Task(section.code, section.title, "todo", section.asks, "", url)


def _section(draft: Draft) -> str:
    return draft.form_code.removeprefix(FORM_PREFIX)


def _worker(draft: Draft, reader: User, at: datetime) -> Worker:
    return Worker(
        name=draft.writer,
        is_reader=draft.actor_id == reader.pk,
        doing=SECTIONS[_section(draft)].title,
        when=clock(draft.updated_at, now=at),
    )


def _last(revisions: Iterable[HistoryRevision], at: datetime) -> str:
    newest = max(revisions, key=lambda revision: revision.recorded_at, default=None)
    return f"{clock(newest.recorded_at, now=at)} by {newest.recorded_by.name}" if newest else ""
