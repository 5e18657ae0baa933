"""Red flags as arithmetic: by when somebody must be there, who is told, and the rule for pregnancy.  Pure.

Source: clinical spec 1.7, 1.11, 2.12, 2.16 and 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from recovery.core.findings import INVALID_FACTS, Finding, Rule, Severity

AT_ONCE = timedelta(minutes=15)  # an emergency: project policy; the specification says "now"
SOON = timedelta(hours=1)  # human contact within 1 hour; clinical spec 5, row red
SAME_DAY = timedelta(hours=4)  # "the same day": at the latest; project policy
RECORD_EMERGENCY = timedelta(hours=1)  # from taking an emergency to what was done on record: project policy
RECORD_OTHER = timedelta(hours=4)  # the same for any other: project policy
DAY_ENDS = time(17)  # end of the working day at the center; project policy

ON_CALL_PRESCRIBER = "on_call_prescriber_now"  # clinical spec 2.16, EMG-06
_NOW = {ON_CALL_PRESCRIBER}
_SAME_DAY = {"medical_review_same_day", "clinician_same_day"}  # clinical spec 2.16, EMG-07 and EMG-08

GROUP = "REDFLAG"
_RESPONSE_SOURCE = "project policy (clinical spec 2.16 and 5)"
RESPONSES: tuple[Rule, ...] = (
    Rule(
        "RFL-01",
        GROUP,
        Severity.HARD_STOP,
        "an emergency (hard stop), or the prescriber on call is asked for",
        "Somebody is with the person within 15 minutes. Otherwise the next people are told.",
        _RESPONSE_SOURCE,
    ),
    Rule(
        "RFL-02",
        GROUP,
        Severity.OVERRIDE,
        "any other red flag that names no time",
        "Human contact within 1 hour, before the visit ends. Otherwise the next people are told.",
        _RESPONSE_SOURCE,
    ),
    Rule(
        "RFL-03",
        GROUP,
        Severity.OVERRIDE,
        "the same day is enough (moderate suicide risk, persistent vomiting)",
        "A clinician by 17:00, at the latest after 4 hours, but never asked in less than 1 hour.",
        _RESPONSE_SOURCE,
    ),
    Rule(
        "RFL-04",
        GROUP,
        Severity.OVERRIDE,
        "somebody has it, and what was done is not recorded: 1 hour after it was taken for an emergency, 4 hours for any "
        "other",
        "Whoever has it is told again. When nothing is recorded after that either, the next people are told.",
        "project policy",
    ),
)

COWS_WITHDRAWAL = 5  # points; from here COWS is read as withdrawal (mild 5 to 12); clinical spec 1.1
SOWS_WITHDRAWAL = 11  # points; "moderate" of the working bands, which were never validated; clinical spec 1.2
PREG_01 = Rule(
    "PREG-01",
    "PREGNANCY",
    Severity.OVERRIDE,
    "pregnant, in withdrawal (COWS 5 or more, SOWS 11 or more, or they say so), and not on medication for opioid use "
    "disorder",
    "Pregnant and in withdrawal without medication. Call the prescriber now to start buprenorphine or methadone, and "
    "tell obstetrics. Do not treat with withdrawal management alone.",
    "ASAM and ACOG (clinical spec 2.12)",
)
LASTING = frozenset({PREG_01.id})  # a state, not an event: found again by every reading until it is treated
SELF_01 = Rule(
    "SELF-01",
    "REDFLAG",
    Severity.OVERRIDE,
    "a question about suicide answered with yes, by the person alone",
    "Answered yes to a question about suicide, alone. Speak with the person now, and ask the C-SSRS yourself.",
    "C-SSRS screener: a patient who answers it is reviewed at once (clinical spec 1.0 and 1.7)",
)
RULES: tuple[Rule, ...] = (PREG_01, SELF_01, *RESPONSES)

Who = TypeVar("Who")


def is_red_flag(finding: Finding) -> bool:
    """Whether a finding makes an item of work: one that stands in the way; advice and a slip of the pen do not."""
    return finding.stands_in_the_way and finding.rule_id != INVALID_FACTS


def due(*, severity: str, escalation: str, at: datetime, center: ZoneInfo) -> datetime:
    """By when (UTC) a person must be there for a red flag raised at `at`, where the center's clock is `center`."""
    if escalation in _SAME_DAY:
        return _same_day(at, center)
    return at + again(severity=severity, escalation=escalation)


def record_due(*, severity: str, escalation: str, at: datetime) -> datetime:
    """By when whoever took it at `at` has recorded what was done."""
    return at + (RECORD_EMERGENCY if _is_emergency(severity, escalation) else RECORD_OTHER)


def again(*, severity: str, escalation: str) -> timedelta:
    """How long nobody need come after one step of telling, before the next step."""
    return AT_ONCE if _is_emergency(severity, escalation) else SOON


def _is_emergency(severity: str, escalation: str) -> bool:
    return escalation not in _SAME_DAY and (severity == Severity.HARD_STOP or escalation in _NOW)


def first_told(
    *, on_call: Sequence[Who], lead: Who | None, team: Sequence[Who], prescribers: Sequence[Who]
) -> tuple[Who, ...]:
    """Who is told first; the first of them owns it.  Empty only where nobody could act at all.

    `on_call`: those on duty, whom it concerns first.  Without one the lead, then everybody on the team who may
    answer a red flag, then every prescriber.
    """
    if on_call:
        return (on_call[0],)
    if lead is not None:
        return (lead,)
    return tuple(team) or tuple(prescribers)


def next_told(
    *, told: Iterable[Who], on_call: Sequence[Who], lead: Who | None, team: Sequence[Who], prescribers: Sequence[Who]
) -> tuple[Who, ...]:
    """Who is told when nobody came: the first of on call, lead, team and prescribers who was not told yet.

    When everybody was, all prescribers are told once more.
    """
    known = set(told)
    groups = (on_call, () if lead is None else (lead,), team, prescribers)
    for group in groups:
        fresh = tuple(dict.fromkeys(who for who in group if who not in known))
        if fresh:
            return fresh
    return tuple(prescribers)


def in_withdrawal(*, cows: int | None = None, sows: int | None = None, says_so: bool | None = None) -> bool:
    """Whether the newest totals, or the person's own words, say withdrawal; what was not asked says nothing."""
    return (cows or 0) >= COWS_WITHDRAWAL or (sows or 0) >= SOWS_WITHDRAWAL or says_so is True


def pregnancy_with_withdrawal(
    *,
    pregnant: bool | None,
    cows: int | None = None,
    sows: int | None = None,
    says_so: bool | None = None,
    on_medication: bool | None,
) -> list[Finding]:
    """PREG-01 where it fires.  `cows` 0 to 48 and `sows` 0 to 64 are the newest totals, None when not taken.

    `says_so`: whether the person says that they are in withdrawal.  Unknown medication counts as none, for the harm
    lies in waiting; an unknown pregnancy raises nothing.
    """
    if not pregnant or on_medication or not in_withdrawal(cows=cows, sows=sows, says_so=says_so):
        return []
    facts = {"pregnant": True, "cows": cows, "sows": sows, "says_so": says_so, "on_medication": on_medication}
    return [PREG_01.finding(facts={name: fact for name, fact in facts.items() if fact is not None})]


def _same_day(at: datetime, center: ZoneInfo) -> datetime:
    """The sooner of 17:00 and 4 hours, yet an hour at least; after 17:00 it is 4 hours."""
    ends = datetime.combine(at.astimezone(center).date(), DAY_ENDS, center).astimezone(UTC)
    return at + SAME_DAY if ends <= at else min(max(ends, at + SOON), at + SAME_DAY)
