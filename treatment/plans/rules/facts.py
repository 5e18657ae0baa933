"""The facts of a treatment plan as its rules read them: codes, parts, dates, and which values are possible.

Source: clinical spec 2.18, row CAREPLAN.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from recovery.patients.codes import LevelOfCare
from treatment.naloxone.codes import KitStatus
from treatment.plans.codes import MoudStatus

Part = Mapping[str, Any]

# The coded levels of care (clinical spec 1.14) and their everyday names; in RESIDENTIAL the person stays overnight.
RESIDENTIAL: frozenset[str] = frozenset(
    {
        LevelOfCare.HOSPITAL_INPATIENT,
        LevelOfCare.RESIDENTIAL_MEDICALLY_MANAGED,
        LevelOfCare.RESIDENTIAL_CLINICALLY_MANAGED,
        "residential",
        "inpatient",
    }
)
SETTINGS: frozenset[str] = RESIDENTIAL | {
    *LevelOfCare.values,
    "iop",
    "partial_hospitalization",
    "php",
    "recovery_residence",
    "withdrawal_management",
    "otp",
    "obot",
    "telehealth",
}
NALOXONE_ADDRESSED: frozenset[str] = frozenset(
    {
        KitStatus.DISPENSED,
        KitStatus.OFFERED_DECLINED,
        "prescribed",
        "offered",
        "declined",
        "refused",
        "has_kit",
        "on_hand",
    }
)
NALOXONE_OPEN: frozenset[str] = frozenset({KitStatus.NONE, "not_addressed", "not_discussed", "unknown"})
MOUD_DISCUSSED: frozenset[str] = frozenset(
    {
        MoudStatus.PRESCRIBED,
        MoudStatus.OFFERED,
        MoudStatus.DECLINED,
        "offered_declined",
        "refused",
        "active",
        "discussed",
        "not_indicated",
    }
)
MOUD_OPEN: frozenset[str] = frozenset({MoudStatus.NOT_DISCUSSED, "none", "unknown"})


def faults(plan: Part) -> list[str]:
    """Names of the facts no rule can judge ("goal:0/problem_id"); an absent one is not among them, it is not done."""
    found = list(_illegal(plan, _PLAN, ""))
    for place, goal in goals(plan):
        found += _illegal(goal, _GOAL, f"{place}/")
    for place, objective in objectives(plan):
        found += _illegal(objective, _OBJECTIVE, f"{place}/")
    return found


def goals(plan: Part) -> list[tuple[str, Part]]:
    """Each goal with its place, "goal:0"."""
    return [(f"goal:{i}", goal) for i, goal in enumerate(listed(plan, "goals")) if isinstance(goal, Mapping)]


def objectives(plan: Part) -> list[tuple[str, Part]]:
    """Each objective of each goal with its place, "goal:0/objective:1"."""
    return [
        (f"{place}/objective:{i}", objective)
        for place, goal in goals(plan)
        for i, objective in enumerate(listed(goal, "objectives"))
        if isinstance(objective, Mapping)
    ]


def problem_ids(plan: Part) -> list[Any]:
    """The problems' ids; a problem is an id or a mapping with one."""
    ids = (problem.get("id") if isinstance(problem, Mapping) else problem for problem in listed(plan, "problems"))
    return [problem_id for problem_id in ids if not is_blank(problem_id)]


def listed(part: Part, name: str) -> list[Any]:
    """The list under `name`; empty when there is none."""
    value = part.get(name)
    return list(value) if isinstance(value, (list, tuple)) else []


def is_blank(value: object) -> bool:
    """Nothing, only white space, or an empty list: not done."""
    return _is_unwritten(value) or value in ([], ())


def day(value: object) -> date | None:
    """The day of a `date` or of ISO text "2026-06-01"; None for anything else."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _illegal(part: Part, legal: Mapping[str, Callable[[Any], bool]], place: str) -> Iterator[str]:
    for name, is_legal in legal.items():
        value = part.get(name)
        if not _is_unwritten(value) and not is_legal(value):
            yield place + name


def _is_unwritten(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _one_of(codes: frozenset[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in codes


def _list_of(*kinds: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, (list, tuple)) and all(isinstance(each, kinds) for each in value)


def _is_day(value: object) -> bool:
    return day(value) is not None


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_value(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _is_text_or_list(value: object) -> bool:
    return _is_text(value) or _list_of(str)(value)


_PLAN: Mapping[str, Callable[[Any], bool]] = {
    "date": _is_day,
    "setting": _one_of(SETTINGS),
    "problems": _list_of(str, int, Mapping),
    "goals": _list_of(Mapping),
    "patient_signed_on": _is_day,
    "signature_refusal_reason": _is_text,
    "discharge_criteria": _is_text_or_list,
    "naloxone_status": _one_of(NALOXONE_ADDRESSED | NALOXONE_OPEN),
    "moud_status": _one_of(MOUD_DISCUSSED | MOUD_OPEN),
    "next_review_in_days": _is_count,
}
_GOAL: Mapping[str, Callable[[Any], bool]] = {
    "problem_id": _is_value,
    "patient_words": _is_text,
    "objectives": _list_of(Mapping),
}
_OBJECTIVE: Mapping[str, Callable[[Any], bool]] = {
    "measure": _is_text,
    "target_value": _is_value,
    "target_date": _is_day,
    "responsible": _is_text,
}
