"""OTP-CLOCK: what federal rules want done by when after admission to an opioid treatment program.

Source: 42 CFR 8.12(f) and (j) as quoted in clinical spec 2.17; severities are project policy.  Days are calendar days,
and the last day is still on time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from recovery.core.findings import Finding, Rule, Severity, invalid_facts

GROUP = "OTP-CLOCK"
SOURCE = "42 CFR 8.12(f) and (j), in force since 2 Apr 2024, to be kept since 2 Oct 2024 (clinical spec 2.17)"
SCREENING_DAYS = 7  # an external screening exam is at most so old at admission; 42 CFR 8.12(f)(2)(ii)
FULL_EXAM_DAYS = 14  # after admission; 42 CFR 8.12(f)(2)(iii)
CARE_PLAN_DAYS = 14  # after admission, psychosocial assessment and care plan; 42 CFR 8.12(f)(4)(i)
SEROLOGY_DAYS = 30  # drawn at most so long before admission; 42 CFR 8.12(f)(2)(iv)
INTERIM_PLAN_DAYS = 120  # a plan for what follows interim treatment; 42 CFR 8.12(j)(4)(iii)
INTERIM_DAYS = 180  # of interim treatment in 12 months; 42 CFR 8.12(j)(1) and (j)(4)(ii)
TESTS_A_YEAR = 8  # random drug tests; 42 CFR 8.12(f)(6)

CLK_01 = Rule(
    "CLK-01", GROUP, Severity.OVERRIDE,
    "external screening exam more than 7 days before admission, after it, or undated",
    "The screening exam from outside is not within the 7 days before admission. Examine the person here, or record why this one "
    "stands.",
    SOURCE,
)  # fmt: skip
CLK_02 = Rule(
    "CLK-02", GROUP, Severity.OVERRIDE, "no full exam 14 days after admission",
    "The full medical exam is overdue. It was due 14 days after admission.", SOURCE,
)  # fmt: skip
CLK_03 = Rule(
    "CLK-03", GROUP, Severity.OVERRIDE, "no psychosocial assessment and care plan 14 days after admission",
    "The initial psychosocial assessment and care plan are overdue. They were due 14 days after admission.", SOURCE,
)  # fmt: skip
CLK_04 = Rule(
    "CLK-04", GROUP, Severity.OVERRIDE, "more than 180 days of interim treatment in 12 months",
    "Interim treatment has passed 180 days in 12 months. Move the person to comprehensive treatment.", SOURCE,
)  # fmt: skip
CLK_05 = Rule(
    "CLK-05", GROUP, Severity.ADVISORY, "fewer than 8 random drug tests in a full year",
    "Fewer than 8 random drug tests are on record for the past 12 months.", SOURCE,
)  # fmt: skip
RULES: tuple[Rule, ...] = (CLK_01, CLK_02, CLK_03, CLK_04, CLK_05)


@dataclass(frozen=True, slots=True)
class Clocks:
    """All findings in the order of `RULES`, and the due dates by name; no dates when the facts cannot be judged."""

    findings: tuple[Finding, ...]
    due: Mapping[str, date]

    def as_json(self) -> dict[str, str]:
        """The due dates as ISO texts, by name."""
        return {name: day.isoformat() for name, day in self.due.items()}


def evaluate(facts: object) -> list[Finding]:
    """The findings alone."""
    return list(judge(facts).findings)


def judge(facts: object) -> Clocks:
    """What is late and what is due; never raises.

    Keys as in clinical spec 2.18, and `interim_started_on`.  Dates are ISO text or `date`; `admission_date` and `today`
    are needed.  An unknown "done" is taken as not done, an unknown count of days or a year not yet full as nothing to judge.
    """
    wrong = faults(facts)
    if wrong or not isinstance(facts, Mapping):
        return Clocks(tuple(invalid_facts(*wrong)), {})
    known: dict[str, Any] = {
        name: day(value) if name in DATES else value for name, value in facts.items() if value is not None
    }
    fired = (
        (CLK_01, _screening_is_stale(known)),
        (CLK_02, _is_late(known, "full_exam_done", FULL_EXAM_DAYS)),
        (CLK_03, _is_late(known, "care_plan_done", CARE_PLAN_DAYS)),
        (CLK_04, known.get("interim_days_12mo", 0) > INTERIM_DAYS),
        (CLK_05, known.get("full_year", False) and known.get("random_tests_12mo", 0) < TESTS_A_YEAR),
    )
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}
    return Clocks(tuple(rule.finding(facts=shown) for rule, has_fired in fired if has_fired), due_dates(known))


def due_dates(known: Mapping[str, Any]) -> dict[str, date]:
    """Each date that follows from admission, and from the start of interim treatment where there was one."""
    admitted: date = known["admission_date"]
    found = {
        "screening_exam_from": admitted - timedelta(days=SCREENING_DAYS),
        "serology_from": admitted - timedelta(days=SEROLOGY_DAYS),
        "full_exam_due": admitted + timedelta(days=FULL_EXAM_DAYS),
        "care_plan_due": admitted + timedelta(days=CARE_PLAN_DAYS),
    }
    if started := known.get("interim_started_on"):
        found["interim_plan_due"] = started + timedelta(days=INTERIM_PLAN_DAYS)
        found["interim_ends"] = started + timedelta(days=INTERIM_DAYS)
    return found


def day(value: object) -> date | None:
    """The day of a `date` or of ISO text "2026-06-01"; None for anything else, a time of day among them."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def faults(facts: object) -> list[str]:
    """Names of the facts no rule can judge: unknown, of a wrong kind, needed and missing, or a day that cannot be."""
    if not isinstance(facts, Mapping):
        return ["facts"]
    unknown = [str(name) for name in facts if name not in _LEGAL]
    illegal = [name for name, is_legal in _LEGAL.items() if facts.get(name) is not None and not is_legal(facts[name])]
    missing = [name for name in NEEDED if facts.get(name) is None]
    return [*unknown, *illegal, *missing] or _impossible(facts)


def _impossible(facts: Mapping[str, Any]) -> list[str]:
    """A day in the future, or one at the edge of the calendar where nothing can be counted."""
    today, found = day(facts["today"]), []
    for name in DATES:
        value = day(facts.get(name))
        if value is None or today is None:
            continue
        if (name != "today" and value > today) or not FIRST_DAY <= value <= LAST_DAY:
            found.append(name)
    return found


def _screening_is_stale(known: Mapping[str, Any]) -> bool:
    if not known.get("screening_by_external", False):
        return False
    examined, admitted = known.get("screening_exam_date"), known["admission_date"]
    return examined is None or not 0 <= (admitted - examined).days <= SCREENING_DAYS


def _is_late(known: Mapping[str, Any], done: str, days: int) -> bool:
    return not known.get(done, False) and (known["today"] - known["admission_date"]).days > days


def _is_bool(value: object) -> bool:
    return type(value) is bool


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_day(value: object) -> bool:
    return day(value) is not None


NEEDED = ("admission_date", "today")
DATES = ("admission_date", "today", "screening_exam_date", "interim_started_on")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)
_LEGAL: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(DATES, _is_day),
    **dict.fromkeys(("screening_by_external", "full_exam_done", "care_plan_done", "full_year"), _is_bool),
    **dict.fromkeys(("interim_days_12mo", "random_tests_12mo"), _is_count),
}
