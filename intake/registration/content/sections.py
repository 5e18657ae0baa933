"""The sections of a registration in the order of its task list.  A section's code names its page, its drafts and its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from intake.registration.content import (
    Allergies,
    Coverages,
    Identity,
    Infections,
    Medicines,
    Overdoses,
    People,
    Pregnancy,
    Reach,
    Social,
    Strengths,
    Substances,
    Treatments,
)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of questions; `asks` says in a few words what it is about."""

    code: str
    title: str
    asks: str
    content: type[Any]


@dataclass(frozen=True, slots=True)
class SectionGroup:
    heading: str
    sections: tuple[Section, ...]


GROUPS: tuple[SectionGroup, ...] = (
    SectionGroup(
        "The person",
        (
            Section("identity", "Identity", "Names, pronouns, date of birth, sex, language, time zone", Identity),
            Section("reach", "Ways to reach the person", "Numbers, messages, hours", Reach),
            Section(
                "people", "Emergency contact and support people", "Who may be called, and what they may know", People
            ),
            Section("coverage", "Insurance", "Who covers, member number", Coverages),
        ),
    ),
    SectionGroup(
        "Health",
        (
            Section("allergies", "Allergies", "What, and what happens", Allergies),
            Section("medicines", "Current medicines", "Medication for opioid use disorder, and all others", Medicines),
            Section("pregnancy", "Pregnancy", "Pregnant, tested, due date", Pregnancy),
            Section("infections", "Infections", "HIV, hepatitis, syphilis, tuberculosis", Infections),
        ),
    ),
    SectionGroup(
        "Use and care before",
        (
            Section("substances", "Substances and last use", "When, how much, which way", Substances),
            Section("overdoses", "Earlier overdoses", "When, on purpose or not", Overdoses),
            Section("treatments", "Earlier treatments", "What, when, what helped", Treatments),
        ),
    ),
    SectionGroup(
        "Life",
        (
            Section("social", "Daily life", "Housing, transport, legal, work, childcare", Social),
            Section("strengths", "Strengths", "In their own words", Strengths),
        ),
    ),
)
SECTIONS: dict[str, Section] = {section.code: section for group in GROUPS for section in group.sections}
