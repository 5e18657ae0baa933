"""The parts of one person's record, as tabs, and the pages inside each: what the role may open, and what the episode has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.patients.models import EpisodeOfCare, Patient

Current = Literal["", "page", "true"]  # as aria-current has it: this page, or the part in which the page lies


@dataclass(frozen=True, slots=True)
class Tab:
    """One link."""

    label: str
    url: str
    current: Current


@dataclass(frozen=True, slots=True)
class Tabs:
    """The parts of the record, and the pages of the part that is open where it has more than one."""

    parts: tuple[Tab, ...]
    pages: tuple[Tab, ...] = ()
    title: str = ""  # of the open part

    @property
    def is_here(self) -> bool:
        """Whether the page that is shown is one of them."""
        return any(each.current == "page" for each in (*self.parts, *self.pages))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a record by the name of its address; `below` are the pages that are reached from it."""

    permission: Permission
    label: str
    name: str
    below: tuple[str, ...] = ()
    of_patient: bool = False

    def current(self, here: str) -> Current:
        return "page" if here == self.name else "true" if here in self.below else ""

    def url(self, patient: Patient, episode: EpisodeOfCare | None) -> str:
        about = patient if self.of_patient or episode is None else episode
        return reverse(self.name, args=[about.pk])


READ = Permission.READ_CHART
PARTS: dict[str, tuple[Page, ...]] = {
    "Overview": (Page(READ, "Overview", "chart", of_patient=True),),
    "Timeline": (
        Page(READ, "Everything", "timeline", of_patient=True),
        Page(READ, "Red flags", "clinical:red-flags", below=("clinical:red-flag",)),
    ),
    "Intake": (
        Page(READ, "History", "intake:history"),
        Page(READ, "Screening", "intake:trends", below=("intake:result", "intake:packet-result")),
        Page(READ, "Assessment", "intake:assessments", below=("intake:assessment", "intake:decision")),
        Page(READ, "Diagnoses", "intake:diagnoses"),
        Page(Permission.RECORD_MILESTONE, "Clocks", "intake:clocks"),
    ),
    "Plan": (Page(Permission.WRITE_PLAN, "Plan", "treatment:plan", below=("treatment:revision", "treatment:revisions")),),
    "Medicine": (
        Page(Permission.RECORD_WITHDRAWAL, "Withdrawal", "treatment:readings"),
        Page(Permission.RECORD_NALOXONE, "Naloxone", "treatment:naloxone"),
    ),
    "Aftercare": (
        Page(Permission.WRITE_AFTERCARE, "Aftercare plan", "aftercare:plan"),
        Page(Permission.WRITE_AFTERCARE, "Check-ins", "checkins:schedule", below=("checkins:response", "checkins:missed")),
    ),
    "Contact": (
        Page(READ, "Contact details", "contacts", of_patient=True),
        Page(Permission.ASSIGN_CARE_TEAM, "Care team", "care-team", of_patient=True),
        Page(Permission.BOOK_APPOINTMENT, "Visits", "appointments:book"),
    ),
}  # fmt: skip


def tabs(actor: User, patient: Patient, episode: EpisodeOfCare | None, here: str) -> Tabs:
    """What `actor` may open of this record, those of an episode only when there is one; `here` names the page shown."""
    parts: list[Tab] = []
    pages: tuple[Tab, ...] = ()
    title = ""
    for part, all_pages in PARTS.items():
        open_to = [page for page in all_pages if (episode or page.of_patient) and may(actor, page.permission)]
        found = tuple(Tab(page.label, page.url(patient, episode), page.current(here)) for page in open_to)
        if not found:
            continue
        is_open = any(each.current for each in found)
        alone = len(found) == 1
        parts.append(Tab(part, found[0].url, found[0].current if alone else "true" if is_open else ""))
        if is_open and not alone:
            pages, title = found, part
    return Tabs(tuple(parts), pages, title)
