"""Home, by role: what is theirs to do now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aftercare.checkins import queries as checkins
from aftercare.checkins.codes import Level
from intake.assessment.queries import due
from intake.referrals import queries as referrals
from intake.screening import queries as screening
from intake.screening.assignments import queries as assignments
from intake.screening.queries import follow_up
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.appointments import queries as appointments
from recovery.clinical.redflags import queries as redflags
from recovery.outbox import queries as reminders
from treatment.detox import queries as detox
from treatment.plans import queries as plans

REVIEW_WITHIN = 7  # days ahead in which a plan review stands on the list


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list of the home page.  `rows` are what its room's query gives, `people` the patients they name.

    `words` is what the link at the top of the page says beside the number, for one and for several; `hot` counts the rows
    that cannot wait, `more` those that are only on the whole list.
    """

    key: str
    title: str
    rows: Sequence[Any]
    people: Sequence[UUID]
    words: tuple[str, str]
    hot: int = 0
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.more

    @property
    def label(self) -> str:
        one, several = self.words
        return one if self.count == 1 else several

    @property
    def url(self) -> str:
        return f"#{self.key}"


def work_lists(actor: User, at: datetime) -> dict[str, WorkList]:
    """The lists of `actor`'s role by key, each with a fixed number of queries whatever its length."""
    made = [make(actor, at) for permission, make in LISTS if may(actor, permission)]
    return {each.key: each for each in made}


def people_named(lists: Mapping[str, WorkList]) -> set[UUID]:
    """The ids of everybody the lists name, for the record of the read."""
    return {person for each in lists.values() for person in each.people}


def _red_flags(actor: User, at: datetime) -> WorkList:
    page = redflags.work_list(actor, at)
    hot = sum(row.flag.is_open or row.is_overdue for row in page.cards)
    more = page.total - len(page.cards)
    return WorkList("redflags", "Red flags", page.cards, page.patient_ids, ("red flag", "red flags"), hot, more)


def _risk(actor: User, at: datetime) -> WorkList:
    rows = checkins.needing_action(actor, at)
    urgent = sum(row.level == Level.RED for row in rows)
    return WorkList(
        "risk", "People at risk", rows, [row.patient.pk for row in rows], ("person at risk", "people at risk"), urgent
    )


def _readings(actor: User, at: datetime) -> WorkList:
    rows = detox.due_readings(actor, at)
    late = sum(row.is_late for row in rows)
    return WorkList(
        "readings", "Withdrawal readings", rows, [row.patient.pk for row in rows], ("reading due", "readings due"), late
    )


def _calls(actor: User, at: datetime) -> WorkList:
    rows = referrals.calls_due(actor, at)
    late = sum(row.is_overdue(at) for row in rows)
    people = [row.patient_id or row.pk for row in rows]
    return WorkList("calls", "Call back", rows, people, ("call to make", "calls to make"), late)


def _intake(actor: User, at: datetime) -> WorkList:
    page = screening.intake_list(actor, at=at)
    return WorkList("intake", "Intake", page.rows, page.patient_ids, ("person in intake", "people in intake"))


def _owed(actor: User, at: datetime) -> WorkList:
    rows = assignments.owed(actor, at=at)
    stuck = sum(row.is_late or row.is_closed for row in rows)
    people = [row.patient.pk for row in rows]
    return WorkList("owed", "Packets given out", rows, people, ("packet given out", "packets given out"), stuck)


def _due(actor: User, at: datetime) -> WorkList:
    page = due.by_regulation(actor, at)
    return WorkList(
        "due", "Due by regulation", page.rows, page.patient_ids, ("due by regulation", "due by regulation"), page.late
    )


def _screening(actor: User, at: datetime) -> WorkList:
    page = follow_up.screening_due(actor, at=at)
    late = sum(row.is_late for row in page.rows)
    more = page.total - len(page.rows)
    return WorkList(
        "screening", "Screening due", page.rows, page.patient_ids, ("screening due", "screenings due"), late, more
    )


def _reviews(actor: User, at: datetime) -> WorkList:
    rows = list(plans.reviews_due(actor, at, REVIEW_WITHIN))
    people = [row.plan.episode.patient_id for row in rows]
    return WorkList(
        "reviews",
        "Plan reviews",
        rows,
        people,
        (f"review due in {REVIEW_WITHIN} days", f"reviews due in {REVIEW_WITHIN} days"),
    )


def _drafts(actor: User, at: datetime) -> WorkList:
    rows = plans.drafts_to_sign(actor)
    return WorkList(
        "drafts",
        "Plans to sign",
        rows,
        [row.episode.patient_id for row in rows],
        ("plan ready to sign", "plans ready to sign"),
    )


def _visits(actor: User, at: datetime) -> WorkList:
    rows = list(appointments.appointments_today(actor, at))
    return WorkList(
        "visits", "Visits today", rows, [row.episode.patient_id for row in rows], ("visit today", "visits today")
    )


def _messages(actor: User, at: datetime) -> WorkList:
    rows = list(reminders.needs_review(actor))
    people = [row.occurrence.patient_id for row in rows if row.occurrence.patient_id]
    return WorkList(
        "messages", "Reminders to look at", rows, people, ("reminder to look at", "reminders to look at"), len(rows)
    )


# In the order of the page: what needs an act comes first.
LISTS: tuple[tuple[Permission, Callable[[User, datetime], WorkList]], ...] = (
    (Permission.SCREEN, _red_flags),
    (Permission.ACKNOWLEDGE_CHECK_IN, _risk),
    (Permission.RECORD_WITHDRAWAL, _readings),
    (Permission.MANAGE_REFERRALS, _calls),
    (Permission.SCREEN, _intake),
    (Permission.ASSIGN_PACKET, _owed),
    (Permission.RECORD_MILESTONE, _due),
    (Permission.SCREEN, _screening),
    (Permission.WRITE_PLAN, _reviews),
    (Permission.SIGN_PLAN, _drafts),
    (Permission.BOOK_APPOINTMENT, _visits),
    (Permission.RESOLVE_REMINDER, _messages),
)
