"""A long form as a list of tasks: each done, begun or not, who has begun it, and what to go on with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recovery.core.models import Draft
from recovery.core.times import clock


@dataclass(frozen=True, slots=True)
class Task:
    """One part of the form; `status` is done, part, todo or later, `state` its word where the list's own does not fit.

    Later: asked only if something else is found.  `because`: why it is asked at all.  `unknowns`: what is still not known of it.
    """

    code: str
    title: str
    status: str
    detail: str
    who: str
    url: str
    who_icon: str = "pen"
    state: str = ""
    because: str = ""
    unknowns: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        return self.status != "later"


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks under one heading."""

    heading: str
    tasks: tuple[Task, ...]

    @property
    def count(self) -> str:
        asked = [task for task in self.tasks if task.is_asked]
        return f"{sum(task.status == 'done' for task in asked)} of {len(asked)}"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who has begun a task and not finished it."""

    name: str
    is_reader: bool
    doing: str
    when: str


@dataclass(frozen=True, slots=True)
class TaskList:
    """The whole form.  `last`: when anything of it was finished last, and by whom."""

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
        """How many tasks there are; what waits for a condition does not count."""
        return sum(task.is_asked for task in self.tasks)

    @property
    def next(self) -> Task | None:
        """What to go on with: what is begun before what is not."""
        waiting = [task for task in self.tasks if task.status in ("part", "todo")]
        return next((task for task in waiting if task.status == "part"), waiting[0] if waiting else None)


def task_of(draft: Draft) -> str:
    """The code of the task that a draft is of: what follows the prefix of its form's name."""
    return draft.form_code.partition(":")[2]


def begun(drafts: Iterable[Draft], *, reader: Any) -> dict[str, Draft]:
    """The draft to show for each task, the reader's own before those of others; `drafts` come newest first."""
    shown: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.actor_id != reader.pk):
        shown.setdefault(task_of(draft), draft)
    return shown


def worker(draft: Draft, doing: str, *, reader: Any, at: datetime) -> Worker:
    """Who writes `draft`, as the page says it."""
    return Worker(draft.writer, draft.actor_id == reader.pk, doing, clock(draft.updated_at, now=at))


def last(finished: Sequence[tuple[datetime, str]], *, at: datetime) -> str:
    """ "14:05 by Paul Eriksen" for the newest of (when, who), or empty."""
    if not finished:
        return ""
    when, who = max(finished)
    return f"{clock(when, now=at)} by {who}"
