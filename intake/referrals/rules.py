"""Who is called first, by when, and who stands where on the waiting list.

Pure: no tables, no clock.  The order of the waiting list follows 45 CFR 96.131(a) (block grant preference: pregnant people who
inject, other pregnant people, people who inject, everybody else), with what can kill within hours put before it: within one
class the preference of the law comes before the time waited.  The hours to the first call are our own policy, marked POL, for
the medical director to settle; the hours and days of interim services and admission are the law's and count from the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.referrals.codes import Priority, Reason, Service

# POL: how long after it is known a first call may take, and how long after a call without an answer the next one.
CALL_WITHIN: dict[Priority, timedelta] = {
    Priority.AT_ONCE: timedelta(hours=1),
    Priority.TODAY: timedelta(hours=4),
    Priority.SOON: timedelta(hours=24),
    Priority.ROUTINE: timedelta(hours=48),
}
MAY_STOP_AFTER = 3  # calls without an answer before a referral may be closed as not reached; POL
KEEP_IN_TOUCH = timedelta(days=7)  # between calls to somebody who waits; POL
INTERIM_WITHIN = timedelta(hours=48)  # of the request; 45 CFR 96.126(b)(2) who injects, 96.131(d)(2) who is pregnant
ADMIT_WITHIN = timedelta(days=14)  # of the request, who injects; 45 CFR 96.126(b)(1)
ADMIT_WITHIN_INTERIM = timedelta(days=120)  # the same with interim services given in time; 45 CFR 96.126(b)(2)

POLICY = "Center policy (POL)"
INTERIM_SOURCE = "45 CFR 96.121 (interim services), 96.126(b), 96.131(d)(2)"
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
    "Within each group pregnant people who inject come first, then other pregnant people, then people who inject; "
    "after that those who have waited longest."
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


def preference(reasons: Iterable[str]) -> int:
    """The place that 45 CFR 96.131(a) gives, from 1 (pregnant and injecting) to 4 (everybody else)."""
    known = {Reason(each) for each in reasons}
    if Reason.PREGNANT in known:
        return 1 if Reason.INJECTING in known else 2
    return 3 if Reason.INJECTING in known else 4


def interim_wanted(reasons: Iterable[str]) -> tuple[Service, ...]:
    """The least that must be given to somebody who waits; empty for those whom the rule does not name."""
    known = {Reason(each) for each in reasons}
    if Reason.PREGNANT in known:
        return (Service.EDUCATION, Service.FETUS, Service.PRENATAL)
    return (Service.EDUCATION,) if Reason.INJECTING in known else ()


def interim_missing(reasons: Iterable[str], given: Iterable[str]) -> tuple[Service, ...]:
    """What of that was not given yet; nothing once all was offered and declined."""
    had = {Service(each) for each in given}
    return () if Service.DECLINED in had else tuple(each for each in interim_wanted(reasons) if each not in had)


def interim_due(reasons: Iterable[str], *, requested: datetime) -> datetime | None:
    """By when interim services are made available to who asked for care at `requested`; None where the rule names nobody."""
    return requested + INTERIM_WITHIN if interim_wanted(reasons) else None


def admission_due(reasons: Iterable[str], *, requested: datetime, interim_at: datetime | None) -> datetime | None:
    """By when who injects is admitted; `interim_at` is when interim services were complete, None when they are not."""
    if Reason.INJECTING not in {Reason(each) for each in reasons}:
        return None
    in_time = interim_at is not None and interim_at <= requested + INTERIM_WITHIN
    return requested + (ADMIT_WITHIN_INTERIM if in_time else ADMIT_WITHIN)


def in_order(reasons: Iterable[str]) -> list[str]:
    """The codes once each, in the order in which they are asked; raises ValueError for one that is not ours."""
    known = {Reason(each) for each in reasons}
    return [each.value for each in Reason if each in known]


def labels(reasons: Iterable[str]) -> list[str]:
    """The reasons in words, in the order in which they are asked."""
    return [Reason(each).label for each in in_order(reasons)]
