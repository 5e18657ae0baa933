"""What a draft rule is, what it reads and what it proposes: problem, goal, objective, intervention.

Source: clinical spec 6, Fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from recovery.clinical import instruments
from recovery.clinical.conditions.codes import Verification
from treatment.naloxone.codes import KitStatus
from treatment.plans.codes import Part

# Bands from the lightest to the gravest; clinical spec 1.1, 1.3, 1.7, 1.11, 1.13.
ORDER: Mapping[str, tuple[str, ...]] = {
    "DSM5_OUD": ("none", "mild", "moderate", "severe"),
    "COWS": ("none", "mild", "moderate", "moderately_severe", "severe"),
    "PHQ9": ("minimal", "mild", "moderate", "moderately_severe", "severe"),
    "CSSRS": ("none_reported", "low", "moderate", "high"),
    "CRAVING": ("none", "mild", "moderate", "severe"),
}
NAMES: Mapping[str, str] = {
    "DSM5_OUD": "Opioid use disorder",
    "COWS": "COWS",
    "PHQ9": "PHQ-9",
    "PHQ2": "PHQ-2",
    "CSSRS": "C-SSRS",
    "CRAVING": "Craving",
}
DIAGNOSED = "ICD10:"  # before the family of a diagnosis, where a rule names what it rests on
CRITERIA = 11  # of opioid use disorder; clinical spec 1.3


@dataclass(frozen=True, slots=True)
class Reading:
    """One answered instrument as the draft rules read it; `band` is "" where there is none."""

    code: str
    on: date
    score: int | None = None
    band: str = ""
    flags: tuple[str, ...] = ()

    @property
    def band_words(self) -> str:
        """ "moderately severe"; "no band yet" while answers are missing."""
        band = instruments.get(self.code).band(self.band or None)
        return band.label.lower() if band else "no band yet"

    @property
    def value(self) -> str:
        """ "26", "9 of 11", or nothing for an instrument without a sum."""
        if self.score is None:
            return ""
        return f"{self.score} of {CRITERIA}" if self.code == "DSM5_OUD" else str(self.score)

    @property
    def said(self) -> str:
        """ "COWS 26, moderately severe, 20 Nov 2026"."""
        name = name_of(self.code)
        named = f"{name} criteria" if self.code == "DSM5_OUD" else name
        first = f"{named} {self.value}".strip()
        joined = ", " if self.value else " "
        return f"{first}{joined}{self.band_words}, {in_words(self.on)}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One active co-occurring diagnosis that a clinician assigned, as the draft rules read it."""

    family: str
    icd10: str
    title: str
    on: date
    verification: str = Verification.CONFIRMED

    @property
    def code(self) -> str:
        """What the rules name it by, beside the codes of instruments."""
        return f"{DIAGNOSED}{self.family}"

    @property
    def said(self) -> str:
        """ "F10.20 Alcohol dependence, uncomplicated, confirmed, 20 Nov 2026"."""
        return f"{self.icd10} {self.title}, {self.verification}, {in_words(self.on)}"


@dataclass(frozen=True, slots=True)
class Screening:
    """All that a draft is made from: the newest reading of each instrument, the plan's date, the naloxone kit, and the
    active co-occurring diagnoses by family."""

    readings: Mapping[str, Reading]
    plan_date: date
    kit_status: str = KitStatus.NONE
    diagnoses: Mapping[str, Diagnosis] = field(default_factory=dict)

    def diagnosed(self, family: str) -> bool:
        """Whether a diagnosis of this family stands and is active."""
        return family in self.diagnoses

    def reached(self, code: str, band: str) -> bool:
        """Whether the instrument was read at `band` or graver."""
        reading, order = self.readings.get(code), ORDER[code]
        return reading is not None and reading.band in order and order.index(reading.band) >= order.index(band)

    def flagged(self, code: str, *flags: str) -> bool:
        """Whether the reading carries any of `flags`."""
        reading = self.readings.get(code)
        return reading is not None and any(flag in reading.flags for flag in flags)

    def first(self, codes: tuple[str, ...]) -> Reading | Diagnosis | None:
        """The reading, or the diagnosis, of the first of `codes` that there is."""
        known: dict[str, Reading | Diagnosis] = {
            **self.readings,
            **{each.code: each for each in self.diagnoses.values()},
        }
        return next((known[code] for code in codes if code in known), None)

    def value(self, code: str) -> str:
        """The score as text, "" where there is none."""
        reading = self.readings.get(code)
        return reading.value if reading else ""

    def words(self, code: str) -> str:
        """The band in words, "" where the instrument was not read."""
        reading = self.readings.get(code)
        return reading.band_words if reading else ""

    def after(self, days: int) -> date:
        """The day `days` after the date of the plan."""
        return self.plan_date + timedelta(days=days)


Test = Callable[[Screening], bool]
Text = str | Callable[[Screening], Any]


def always(screening: Screening) -> bool:
    """A part that comes with the part above it."""
    return True


@dataclass(frozen=True, slots=True)
class DraftRule:
    """One proposal as it is shown and reviewed: what raises it, what it says, on whose word.

    `parent` is the rule whose part this one stands under; `codes` are the instruments it rests on, the first
    that was read is its "because".  `fields` are the part's own, each a text or a function of the screening.
    """

    id: str
    part: Part
    codes: tuple[str, ...]
    source: str
    condition: str
    fields: Mapping[str, Text]
    parent: str = ""
    when: Test = always
    group: str = field(default="DRAFT", init=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A part that a rule proposes; `fields` hold plain values under the names of the part's columns."""

    part: Part
    rule_id: str
    parent: str
    code: str
    because: str
    source: str
    fields: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What a list of proposals calls it."""
        names = ("title", "statement", "measure", "description")
        return next(str(self.fields[name]) for name in names if name in self.fields)


def in_words(day: date) -> str:
    """ "3 Nov 2026", the same on every machine."""
    return f"{day.day} {day:%b %Y}"


def name_of(code: str) -> str:
    """What a plan calls an instrument; its own title where the house has no shorter name."""
    return NAMES.get(code) or instruments.get(code).title


def place_of(code: str) -> int:
    """Where an instrument stands in a list of results; those without a name of the house come last."""
    return list(NAMES).index(code) if code in NAMES else len(NAMES)
