"""Home, by role: what is theirs to do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftercare.appointments import queries as appointments
from aftercare.checkins import queries as checkins
from aftercare.reminders import queries as reminders
from intake.screening import queries as screening
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from treatment.detox import queries as detox
from treatment.plans import queries as plans

REVIEW_WITHIN = 7  # days ahead in which a plan review stands on the list


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list of the home page; `rows` are what its room's query gives."""

    key: str
    title: str
    rows: list[Any]
    jump: str  # what the jump link says beside the number
    hot: int = 0

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def url(self) -> str:
        return f"#{self.key}"

    @property
    def label(self) -> str:
        return self.jump


def work_lists(actor: User, at: datetime) -> dict[str, WorkList]:
    """The lists of `actor`'s role by key, each with a fixed number of queries whatever its length."""
    lists: list[WorkList] = []
    if may(actor, Permission.ACKNOWLEDGE_CHECK_IN):
        risks = list(checkins.needing_action(actor, at))
        urgent = sum(row.level == "red" for row in risks)
        lists.append(WorkList("risk", "People at risk", risks, "people at risk, not acknowledged", urgent))
    if may(actor, Permission.RECORD_WITHDRAWAL):
        lists.append(WorkList("readings", "Withdrawal readings", list(detox.due_readings(actor, at)), "withdrawal readings"))
    if may(actor, Permission.SCREEN):
        lists.append(WorkList("intake", "Intake", list(screening.intake_list(actor)), "people in intake"))
    if may(actor, Permission.WRITE_PLAN):
        due = list(plans.reviews_due(actor, at, REVIEW_WITHIN))
        lists.append(WorkList("reviews", "Plan reviews", due, f"plan reviews due within {REVIEW_WITHIN} days"))
    if may(actor, Permission.SIGN_PLAN):
        lists.append(WorkList("drafts", "Plans to sign", list(plans.drafts_to_sign(actor)), "plans ready to sign"))
    if may(actor, Permission.BOOK_APPOINTMENT):
        today = list(appointments.appointments_today(actor, at))
        lists.append(WorkList("visits", "Visits today", today, "visits today"))
    if may(actor, Permission.RESOLVE_REMINDER):
        stuck = list(reminders.needs_review(actor))
        lists.append(WorkList("messages", "Reminders to look at", stuck, "reminders to look at"))
    return {each.key: each for each in lists}


def people_named(lists: dict[str, WorkList]) -> set[Any]:
    """The ids of everybody the lists name, for the record of the read."""
    return {row.patient.pk for each in lists.values() for row in each.rows}
