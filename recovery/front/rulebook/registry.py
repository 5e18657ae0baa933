"""What is installed: every rule group with its rules, gathered from the rooms that own them.

A new group is one line in `_INSTALLED`; everything the rulebook shows comes from the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aftercare.checkins import rules as checkins
from intake.assessment.rules import loc_suggest, otp_clock
from intake.registration import rules as registration
from recovery.clinical import instruments
from recovery.clinical.conditions import rules as diagnosis
from recovery.clinical.redflags import rules as redflags
from recovery.core.findings import Rule
from treatment.detox.rules import emergency
from treatment.naloxone import rules as naloxone
from treatment.plans import rules as plans

OWN_WORDING = "Part of this program (MIT)"  # rule texts are ours; what they rest on is named as their source

_INSTALLED = (
    loc_suggest.RULES,
    otp_clock.RULES,
    diagnosis.RULEBOOK,
    plans.RULES,
    naloxone.RULES,
    emergency.RULES,
    checkins.RULES,
    registration.RULES,
    redflags.RULES,
    instruments.RULES,
)
_PURPOSES = {
    "LOC_SUGGEST": ("Level of care", "The level of care that the ratings of an assessment point to."),
    "OTP-CLOCK": ("Regulatory clocks", "What an opioid treatment program must have done by when after admission."),
    "DIAGNOSIS": ("Diagnoses", "Which ICD-10-CM code a result points to. A clinician assigns it."),
    "CAREPLAN": ("Treatment plan", "Whether a treatment plan is ready to be signed."),
    "NALOXONE": ("Naloxone", "Whether the person and the household have a kit that works."),
    "EMERGENCY": ("Emergencies", "What is seen at the bedside that cannot wait."),
    "PREGNANCY": ("Pregnancy", "Pregnancy together with withdrawal."),
    "REDFLAG": ("Red flags: how soon", "By when somebody must be with the person, before the next people are told."),
    "REGISTRATION": ("Registration", "What a person’s history asks for at once."),
    "CHECKIN": ("Check-ins", "What a check-in says about risk, and how soon somebody answers it."),
}


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that are evaluated together, in the order they are listed."""

    code: str
    title: str
    purpose: str
    rules: tuple[Rule, ...]
    licence: str = OWN_WORDING

    @property
    def version(self) -> str:
        """The versions of its rules: one, or all of them when they differ."""
        return ", ".join(sorted({rule.version for rule in self.rules}))


def _gather() -> Mapping[str, RuleGroup]:
    found: dict[str, list[Rule]] = {}
    for rules in _INSTALLED:
        for rule in rules:
            found.setdefault(rule.group, []).append(rule)
    return {code: RuleGroup(code, *_named(code), tuple(rules)) for code, rules in found.items()}


def _named(code: str) -> tuple[str, str]:
    """(title, purpose) of a group; an instrument's red flags are named after it."""
    if code in _PURPOSES:
        return _PURPOSES[code]
    instrument = instruments.INSTRUMENTS.get(code)
    title = instrument.title if instrument else code
    return f"{title}: flags", "What a result of this instrument asks for at once."


GROUPS: Mapping[str, RuleGroup] = _gather()
