"""How far a registration is: each section answered, begun or not, by whom, and what is still not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from intake.registration.content.sections import GROUPS, SECTIONS, Section
from intake.registration.models import HistoryRevision
from recovery.core.models import Draft
from recovery.core.tasklist import Group, Task, TaskList, begun, last, task_of, worker
from recovery.core.times import clock

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.patients.models import EpisodeOfCare

FORM_PREFIX = "registration:"


def form_code(section: str) -> str:
    """The name of a section's drafts."""
    return f"{FORM_PREFIX}{section}"


@dataclass(frozen=True, slots=True)
class Progress(TaskList):
    """All that the page of a registration shows."""

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
    shown = begun(drafts, reader=reader)
    groups = tuple(
        Group(
            group.heading,
            tuple(
                _task(episode, section, current.get(section.code), shown.get(section.code), at)
                for section in group.sections
            ),
        )
        for group in GROUPS
    )
    workers = tuple(
        worker(draft, SECTIONS[task_of(draft)].title, reader=reader, at=at)
        for draft in drafts
        if task_of(draft) in SECTIONS
    )
    finished = [(revision.recorded_at, revision.recorded_by.name) for revision in current.values()]
    return Progress(groups, workers, last(finished, at=at))


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
