"""CAREPLAN: whether a treatment plan is ready to be signed.  Source: clinical spec 6.

Joint Commission CTS.03.01.03: goals in the person's own words, measurable, linked to a need, reviewed on time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recovery.core.findings import Finding, Rule, Severity, invalid_facts
from treatment.plans.rules.facts import (
    MOUD_DISCUSSED,
    NALOXONE_ADDRESSED,
    RESIDENTIAL,
    day,
    faults,
    goals,
    is_blank,
    listed,
    objectives,
    problem_ids,
)

GROUP = "CAREPLAN"
SOURCE = "Joint Commission CTS.03.01.03; clinical spec 6"
REVIEW_DAYS = 90  # longest review interval; project default, states vary; clinical spec 6
RESIDENTIAL_REVIEW_DAYS = 30  # the same where the person stays; clinical spec 6

OBJECTIVE_PARTS = {  # clinical spec 6, CP-03
    "measure": "how it is measured",
    "target_value": "a target",
    "target_date": "a target date",
    "responsible": "who is responsible",
}


def _rule(rule_id: str, severity: Severity, condition: str, message: str) -> Rule:
    return Rule(rule_id, GROUP, severity, condition, message, SOURCE)


CP_01 = _rule("CP-01", Severity.HARD_STOP, "no problem", "The plan lists no problem. Add at least one.")
CP_02 = _rule(
    "CP-02",
    Severity.HARD_STOP,
    "goal without problem link or objective",
    "Every goal needs a problem of this plan and at least one objective.",
)
CP_03 = _rule(
    "CP-03",
    Severity.HARD_STOP,
    "objective lacks measure, target, date or responsible",
    "Every objective needs a measure, a target, a target date and who is responsible.",
)
CP_10 = _rule(
    "CP-10",
    Severity.HARD_STOP,
    "target date before plan date",
    "The target date is before the date of the plan. Choose a later one.",
)
CP_04 = _rule(
    "CP-04", Severity.OVERRIDE, "goal lacks the patient's words", "Write this goal in the person's own words."
)
CP_05 = _rule(
    "CP-05",
    Severity.OVERRIDE,
    "no patient signature and no refusal reason",
    "The person has not signed. Ask them to sign, or record why they will not.",
)
CP_06 = _rule(
    "CP-06",
    Severity.OVERRIDE,
    "no discharge or transfer criteria",
    "Agree with the person when care here will end or move on, and write it down.",
)
CP_07 = _rule(
    "CP-07",
    Severity.OVERRIDE,
    "naloxone unaddressed",
    "Naloxone is not addressed. Dispense a kit, or record that it was offered and declined.",
)
CP_08 = _rule(
    "CP-08",
    Severity.OVERRIDE,
    "MOUD not discussed",
    "Medication for opioid use disorder was not discussed. Offer it, and record the decision.",
)
CP_09 = _rule(
    "CP-09",
    Severity.OVERRIDE,
    "review interval missing, over 90 days, or over 30 days residential",
    "Set a review within 90 days, or within 30 days in residential care.",
)

# The order decides the headline among equals; clinical spec 6, order of rows.
RULES: tuple[Rule, ...] = (CP_01, CP_02, CP_03, CP_10, CP_04, CP_05, CP_06, CP_07, CP_08, CP_09)


def evaluate(plan: object) -> list[Finding]:
    """Everything that keeps a plan from being signed, in the order of `RULES`.

    VAL-01 stands alone, for facts that no rule can judge.  Keys as in clinical spec 2.18; dates are ISO text or
    `date`; a missing key is something not done.  `subject` names the part: "goal:0/objective:1", counted from 0.
    """
    if not isinstance(plan, Mapping):
        return invalid_facts("plan")
    wrong = tuple(dict.fromkeys(faults(plan)))
    if wrong:
        return invalid_facts(*wrong)
    return [finding for check in _CHECKS for finding in check(plan)]


def _problems(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if not problem_ids(plan):
        yield CP_01.finding(subject="problems")


def _goal_links(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if not listed(plan, "goals"):
        yield CP_02.finding(message="The plan has no goal. Add one with an objective.", subject="goals")
    known = problem_ids(plan)
    for place, goal in goals(plan):
        if goal.get("problem_id") not in known:
            yield CP_02.finding(message="Link this goal to a problem of this plan.", subject=place)
        if not listed(goal, "objectives"):
            yield CP_02.finding(message="Add at least one objective to this goal.", subject=place)


def _objective_parts(plan: Mapping[str, Any]) -> Iterator[Finding]:
    for place, objective in objectives(plan):
        lacking = [part for part in OBJECTIVE_PARTS if is_blank(objective.get(part))]
        if lacking:
            words = ", ".join(OBJECTIVE_PARTS[part] for part in lacking)
            yield CP_03.finding(
                message=f"This objective still needs: {words}.", facts={"lacking": lacking}, subject=place
            )


def _target_dates(plan: Mapping[str, Any]) -> Iterator[Finding]:
    planned = day(plan.get("date"))
    for place, objective in objectives(plan):
        target = day(objective.get("target_date"))
        if target is None:
            continue
        if planned is None:
            yield CP_10.finding(message="The plan has no date to compare this target date with.", subject=place)
        elif target < planned:
            facts = {"date": planned.isoformat(), "target_date": target.isoformat()}
            yield CP_10.finding(facts=facts, subject=place)


def _patient_words(plan: Mapping[str, Any]) -> Iterator[Finding]:
    for place, goal in goals(plan):
        if is_blank(goal.get("patient_words")):
            yield CP_04.finding(subject=place)


def _signature(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if is_blank(plan.get("patient_signed_on")) and is_blank(plan.get("signature_refusal_reason")):
        yield CP_05.finding(subject="patient_signed_on")


def _discharge(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if is_blank(plan.get("discharge_criteria")):
        yield CP_06.finding(subject="discharge_criteria")


def _naloxone(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if plan.get("naloxone_status") not in NALOXONE_ADDRESSED:
        yield CP_07.finding(facts={"naloxone_status": plan.get("naloxone_status")}, subject="naloxone_status")


def _moud(plan: Mapping[str, Any]) -> Iterator[Finding]:
    if plan.get("moud_status") not in MOUD_DISCUSSED:
        yield CP_08.finding(facts={"moud_status": plan.get("moud_status")}, subject="moud_status")


def _review(plan: Mapping[str, Any]) -> Iterator[Finding]:
    """An unknown setting is held to the shorter interval; a review in 0 days is no review."""
    setting, days = plan.get("setting"), plan.get("next_review_in_days")
    limit = RESIDENTIAL_REVIEW_DAYS if setting in RESIDENTIAL or is_blank(setting) else REVIEW_DAYS
    if not isinstance(days, int) or not 0 < days <= limit:
        facts = {"setting": setting, "next_review_in_days": days, "limit": limit}
        yield CP_09.finding(message=f"Set a review within {limit} days.", facts=facts, subject="next_review_in_days")


_CHECKS: tuple[Callable[[Mapping[str, Any]], Iterator[Finding]], ...] = (
    _problems,
    _goal_links,
    _objective_parts,
    _target_dates,
    _patient_words,
    _signature,
    _discharge,
    _naloxone,
    _moud,
    _review,
)
