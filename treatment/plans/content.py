"""A plan as plain values: the whole copy that is signed, its hash, what changed since, and the facts of its rules.

Nothing here asks the database: a plan comes with its parts (`CarePlan.objects.with_parts()`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from recovery.patients.codes import LevelOfCare
from treatment.naloxone.codes import KitStatus
from treatment.naloxone.models import NaloxoneRecord
from treatment.plans.codes import MoudStatus, Part
from treatment.plans.models import CarePlan, Goal, Intervention, Objective, Problem
from treatment.plans.rules.parts import in_words

Content = dict[str, Any]
Problems = list[tuple[Problem, list[tuple[Goal, list[tuple[Objective, list[Intervention]]]]]]]

DETAILS = {
    "plan_date": "Date of the plan",
    "setting": "Level of care",
    "strengths": "Strengths",
    "barriers": "Barriers",
    "discharge_criteria": "Discharge or transfer criteria",
    "moud_status": "Medication for opioid use disorder",
    "moud_medicine": "Medicine",
    "moud_reason": "Why declined",
    "next_review_in_days": "Review after (days)",
    "patient_signed_on": "Signed by the person",
    "signature_refusal_reason": "Why not signed",
}
BECAUSE = ("because", "source", "rule_id")
FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.PROBLEM: ("title", *BECAUSE),
    Part.GOAL: ("patient_words", "statement", *BECAUSE),
    Part.OBJECTIVE: ("measure", "baseline", "target_value", "target_date", "responsible", *BECAUSE),
    Part.INTERVENTION: ("kind", "description", "frequency", "duration", "provider", *BECAUSE),
}
LEVELS = (
    (Part.PROBLEM, "problems"),
    (Part.GOAL, "goals"),
    (Part.OBJECTIVE, "objectives"),
    (Part.INTERVENTION, "interventions"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two copies: `how` is "Added", "Changed" or "Removed"; `fields` name what changed."""

    how: str
    part: str
    title: str
    fields: tuple[str, ...] = ()


def content_of(plan: CarePlan) -> Content:
    """The whole plan as JSON values: {"details": {...}, "problems": [{..., "goals": [...]}]}."""
    details = {name: _plain(getattr(plan, name)) for name in DETAILS}
    return {"details": details, "problems": [_copied(problem, 0) for problem in plan.problems.all()]}


def _copied(row: Any, level: int) -> Content:
    part, _ = LEVELS[level]
    copy = {"id": str(row.pk)} | {name: _plain(getattr(row, name)) for name in FIELDS[part]}
    if level + 1 < len(LEVELS):
        below = LEVELS[level + 1][1]
        copy[below] = [_copied(child, level + 1) for child in getattr(row, below).all()]
    return copy


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def hash_of(content: Content) -> str:
    """SHA-256 of the content in canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def changes(old: Content, new: Content) -> list[Change]:
    """What is different in `new`, details first, then part by part in the plan's order, what was removed last."""
    changed = tuple(DETAILS[name] for name in DETAILS if old["details"].get(name) != new["details"].get(name))
    found = [Change("Changed", "plan details", "Plan details", changed)] if changed else []
    before, after = dict(_parts(old)), dict(_parts(new))
    for key, (part, copy) in after.items():
        if key not in before:
            found.append(Change("Added", part, title_of(part, copy)))
        elif differing := tuple(name for name in FIELDS[part] if copy[name] != before[key][1].get(name)):
            found.append(Change("Changed", part, title_of(part, copy), tuple(n.replace("_", " ") for n in differing)))
    found += [Change("Removed", part, title_of(part, copy)) for key, (part, copy) in before.items() if key not in after]
    return found


def _parts(content: Content, level: int = 0) -> Iterator[tuple[str, tuple[Part, Content]]]:
    part, name = LEVELS[level]
    for copy in content[name]:
        yield copy["id"], (part, copy)
        if level + 1 < len(LEVELS):
            yield from _parts(copy, level + 1)


def title_of(part: Part, copy: Mapping[str, Any]) -> str:
    """What a list calls this part."""
    names = {Part.PROBLEM: "title", Part.OBJECTIVE: "measure", Part.INTERVENTION: "description"}
    if part is Part.GOAL:
        return copy["statement"] or copy["patient_words"] or "Goal without words"
    return copy[names[part]] or f"{part.capitalize()} without a name"


def facts_of(plan: CarePlan, record: NaloxoneRecord | None) -> dict[str, Any]:
    """The facts of `treatment.plans.rules.evaluate`, in the shape of clinical spec 2.18, row CAREPLAN."""
    details = content_of(plan)["details"]
    return {
        "date": details["plan_date"],
        "setting": details["setting"],
        "problems": [{"id": str(problem.pk)} for problem in plan.problems.all()],
        "goals": [_goal_facts(goal) for goal in goals_of(plan)],
        "patient_signed_on": details["patient_signed_on"],
        "signature_refusal_reason": details["signature_refusal_reason"],
        "discharge_criteria": details["discharge_criteria"],
        "naloxone_status": record.status if record else KitStatus.NONE.value,
        "moud_status": details["moud_status"],
        "next_review_in_days": details["next_review_in_days"],
    }


def _goal_facts(goal: Goal) -> dict[str, Any]:
    names = ("measure", "target_value", "target_date", "responsible")
    return {
        "problem_id": str(goal.problem_id),
        "patient_words": goal.patient_words,
        "objectives": [{name: _plain(getattr(each, name)) for name in names} for each in goal.objectives.all()],
    }


def goals_of(plan: CarePlan) -> list[Goal]:
    """All goals in the order in which the facts, and so the subjects of findings, count them."""
    return [goal for problem in plan.problems.all() for goal in problem.goals.all()]


def part_at(plan: CarePlan, subject: str) -> Goal | Objective | None:
    """The goal or objective that a finding's subject ("goal:0/objective:1") names; None for the plan itself."""
    found: Any = None
    children: list[Any] = list(goals_of(plan))
    for step in subject.split("/"):
        name, _, place = step.partition(":")
        if name not in ("goal", "objective") or not place.isdigit() or int(place) >= len(children):
            return found
        found = children[int(place)]
        children = list(found.objectives.all()) if name == "goal" else []
    return found


def parts_of(plan: CarePlan) -> Iterator[Problem | Goal | Objective | Intervention]:
    """Every part, each before those under it."""
    for problem in plan.problems.all():
        yield problem
        for goal in problem.goals.all():
            yield goal
            for objective in goal.objectives.all():
                yield objective
                yield from objective.interventions.all()


def laid_out(plan: CarePlan) -> Problems:
    """The parts as a page walks them: each problem with its goals, each goal with its objectives, and so on down."""
    return [(problem, [_goal(goal) for goal in problem.goals.all()]) for problem in plan.problems.all()]


def _goal(goal: Goal) -> tuple[Goal, list[tuple[Objective, list[Intervention]]]]:
    return goal, [(objective, list(objective.interventions.all())) for objective in goal.objectives.all()]


def labels(content: Content) -> list[tuple[str, str]]:
    """The details with their labels, in words, those that say something."""
    words = {"setting": dict(LevelOfCare.choices), "moud_status": dict(MoudStatus.choices)}
    shown = []
    for name, label in DETAILS.items():
        value = content["details"].get(name)
        if value not in (None, ""):
            shown.append((label, str(words.get(name, {}).get(value, "")) or words_of(value)))
    return shown


def words_of(value: Any) -> str:
    """A stored value as it is read: ISO days in words."""
    try:
        return in_words(date.fromisoformat(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)
