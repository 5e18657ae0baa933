"""DRAFT: from what screening found to what the plan may say.  A person decides; nothing here is in a plan by itself.

The person's own words are never written by a rule.  Source: clinical spec 1, 2.15 and 6.
"""

from __future__ import annotations

from treatment.plans.rules import conditions, mood, opioid, overdose
from treatment.plans.rules.parts import DraftRule, Proposal, Screening

DRAFT_RULES: tuple[DraftRule, ...] = (
    *mood.SUICIDE,
    *opioid.RULES,
    *overdose.RULES,
    *mood.DEPRESSION,
    *conditions.RULES,
    *overdose.AFTERCARE,
)


def propose(screening: Screening) -> tuple[Proposal, ...]:
    """Every part that the readings ask for, each after the part it stands under; gravest danger first."""
    proposed: dict[str, Proposal] = {}
    for rule in DRAFT_RULES:
        if (not rule.parent or rule.parent in proposed) and rule.when(screening):
            proposed[rule.id] = _proposal(rule, screening)
    return tuple(proposed.values())


def _proposal(rule: DraftRule, screening: Screening) -> Proposal:
    reading = screening.first(rule.codes)
    return Proposal(
        part=rule.part,
        rule_id=rule.id,
        parent=rule.parent,
        code=reading.code if reading else "",
        because=reading.said if reading else "",
        source=rule.source,
        fields={name: text(screening) if callable(text) else text for name, text in rule.fields.items()},
    )
