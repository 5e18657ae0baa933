"""Who is called first, by when, and who stands where on the waiting list.

Pure: no Django, no clock.  The order of the waiting list follows 45 CFR 96.131(a) (block grant preference: pregnant people who
inject, other pregnant people, people who inject, everybody else), with what can kill within hours put before it.  The hours are
our own policy, marked POL, for the medical director to settle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Reason(StrEnum):
    """What makes a referral urgent, in the order in which pages ask for it."""

    SUICIDE = "suicide"
    OVERDOSE = "overdose"
    PREGNANT = "pregnant"
    WITHDRAWAL = "withdrawal"
    INJECTING = "injecting"
    OTHER = "other"


class Priority(IntEnum):
    """The class of a referral; a lower number comes first."""

    AT_ONCE = 1
    TODAY = 2
    SOON = 3
    ROUTINE = 4


LABELS: dict[Reason, str] = {
    Reason.SUICIDE: "Thoughts of suicide",
    Reason.OVERDOSE: "Overdose in the last 7 days",
    Reason.PREGNANT: "Pregnant",
    Reason.WITHDRAWAL: "In withdrawal now",
    Reason.INJECTING: "Injects drugs",
    Reason.OTHER: "Something else that is urgent",
}
PRIORITY_LABELS: dict[Priority, str] = {
    Priority.AT_ONCE: "At once",
    Priority.TODAY: "Today",
    Priority.SOON: "Soon",
    Priority.ROUTINE: "Routine",
}
# POL: how long after it is known a first call may take, and how long after a call without an answer the next one.
CALL_WITHIN: dict[Priority, timedelta] = {
    Priority.AT_ONCE: timedelta(hours=1),
    Priority.TODAY: timedelta(hours=4),
    Priority.SOON: timedelta(hours=24),
    Priority.ROUTINE: timedelta(hours=48),
}
MAY_STOP_AFTER = 3  # calls without an answer before a referral may be closed as not reached; POL
KEEP_IN_TOUCH = timedelta(days=7)  # between calls to somebody who waits; POL
INTERIM_WITHIN = timedelta(hours=48)  # 45 CFR 96.126(b)(2), 96.131(d)(2): interim services for those who must wait

POLICY = "Center policy (POL)"
PREFERENCE = "45 CFR 96.131(a)"


@dataclass(frozen=True, slots=True)
class Ground:
    """One step of the reasoning: the class it asks for, why, and where that is written."""

    priority: Priority
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The class of a referral with its whole reasoning, the weightiest ground first."""

    priority: Priority
    grounds: tuple[Ground, ...]


ALONE: dict[Reason, Ground] = {
    Reason.SUICIDE: Ground(Priority.AT_ONCE, "Thoughts of suicide are answered before anything else.", POLICY),
    Reason.OVERDOSE: Ground(
        Priority.TODAY, "After an overdose the danger of another is highest in the days that follow.", POLICY
    ),
    Reason.PREGNANT: Ground(Priority.TODAY, "Pregnant people come before others.", PREFERENCE),
    Reason.WITHDRAWAL: Ground(Priority.TODAY, "Withdrawal can be treated today, and people in it leave.", POLICY),
    Reason.INJECTING: Ground(Priority.SOON, "People who inject come next after pregnant people.", PREFERENCE),
    Reason.OTHER: Ground(Priority.SOON, "Something else was judged urgent at triage.", POLICY),
}
TOGETHER: tuple[tuple[frozenset[Reason], Ground], ...] = (
    (
        frozenset({Reason.PREGNANT, Reason.WITHDRAWAL}),
        Ground(Priority.AT_ONCE, "Withdrawal in pregnancy endangers two people.", POLICY),
    ),
    (
        frozenset({Reason.PREGNANT, Reason.INJECTING}),
        Ground(Priority.AT_ONCE, "Pregnant people who inject come before everybody else.", PREFERENCE),
    ),
    (
        frozenset({Reason.PREGNANT, Reason.OVERDOSE}),
        Ground(Priority.AT_ONCE, "An overdose in pregnancy endangers two people.", POLICY),
    ),
)
NOTHING_URGENT = Ground(Priority.ROUTINE, "No urgent sign was named.", POLICY)
ORDER_IN_WORDS = (
    "First those who think of suicide, and pregnant people who inject, are in withdrawal or had an overdose; "
    "then pregnant people, people after a recent overdose and people in withdrawal now; "
    "then people who inject or have another urgent reason; then everybody else. "
    "Within each group those who have waited longest come first."
)


def triage(reasons: Iterable[str]) -> Triage:
    """The class of somebody for whom `reasons` (values of Reason) are true; raises ValueError for any other."""
    known = {Reason(each) for each in reasons}
    together = [ground for parts, ground in TOGETHER if parts <= known]
    grounds = [*together, *(ALONE[each] for each in Reason if each in known)] or [NOTHING_URGENT]
    ordered = tuple(sorted(grounds, key=lambda ground: ground.priority))  # stable: together before alone
    return Triage(ordered[0].priority, ordered)


def first_call_due(priority: Priority, *, at: datetime, already: datetime | None = None) -> datetime:
    """By when to call, counted from `at`, when the class became known; never later than what was promised `already`."""
    due = at + CALL_WITHIN[priority]
    return min(due, already) if already else due


def next_call_due(priority: Priority, *, at: datetime) -> datetime:
    """When to try again after a call at `at` that reached nobody."""
    return at + CALL_WITHIN[priority]


def interim_due(reasons: Iterable[str], *, since: datetime) -> datetime | None:
    """By when somebody who waits must be offered interim services; None for those whom the rule does not name."""
    named = {Reason.PREGNANT, Reason.INJECTING} & {Reason(each) for each in reasons}
    return since + INTERIM_WITHIN if named else None


def in_order(reasons: Iterable[str]) -> list[str]:
    """The codes once each, in the order in which they are asked; raises ValueError for one that is not ours."""
    known = {Reason(each) for each in reasons}
    return [each.value for each in Reason if each in known]


def labels(reasons: Iterable[str]) -> list[str]:
    """The reasons in words, in the order in which they are asked."""
    return [LABELS[Reason(each)] for each in in_order(reasons)]
