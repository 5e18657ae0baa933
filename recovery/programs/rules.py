"""The ten levels of care in our own words, and what one has that another lacks.

No level system of anybody else's is reproduced here.  Two things are compared apart, because neither stands for the
other: how much structure a week holds, and how closely a medical team manages withdrawal and illness.
Source: clinical spec 1.14; the order is project policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recovery.patients.codes import LevelOfCare

SOURCE = "Project policy, own words (clinical spec 1.14); not an ASAM determination"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of care.  `structure` 0 monitoring to 7 hospital; `medical` 0 as needed, 1 managed, 2 day and night, 3 hospital."""

    code: LevelOfCare
    meaning: str
    structure: int
    medical: int

    @property
    def label(self) -> str:
        return str(self.code.label)


_LEVELS = (
    Level(LevelOfCare.REMISSION_MONITORING, "Regular check-ins; care is resumed at once when needed.", 0, 0),
    Level(LevelOfCare.OUTPATIENT, "About one contact a week.", 1, 0),
    Level(
        LevelOfCare.MEDICALLY_MANAGED_OUTPATIENT,
        "A prescriber manages withdrawal or illness, with contacts as they are needed.",
        1,
        1,
    ),
    Level(LevelOfCare.INTENSIVE_OUTPATIENT, "Several contacts a week.", 2, 0),
    Level(
        LevelOfCare.MEDICALLY_MANAGED_IOP,
        "Several contacts a week, and a prescriber manages withdrawal or illness.",
        2,
        1,
    ),
    Level(LevelOfCare.HIGH_INTENSITY_OUTPATIENT, "Contacts on most days of the week, by day.", 3, 0),
    Level(LevelOfCare.RECOVERY_RESIDENCE_PLUS_IOP, "A safe, sober place to live, and several contacts a week.", 4, 0),
    Level(LevelOfCare.RESIDENTIAL_CLINICALLY_MANAGED, "Structure and staff day and night.", 5, 0),
    Level(LevelOfCare.RESIDENTIAL_MEDICALLY_MANAGED, "Nursing day and night, and a prescriber every day.", 6, 2),
    Level(LevelOfCare.HOSPITAL_INPATIENT, "Hospital care now.", 7, 3),
)
LEVELS: Mapping[str, Level] = {level.code.value: level for level in _LEVELS}


def lacks(chosen: str, suggested: str) -> tuple[str, ...]:
    """What `chosen` has less of than `suggested`, in words; nothing means that it is no lower.  KeyError for an unknown code."""
    has, wanted = LEVELS[chosen], LEVELS[suggested]
    compared = (
        ("structure through the week", has.structure < wanted.structure),
        ("medical management", has.medical < wanted.medical),
    )
    return tuple(what for what, is_less in compared if is_less)


def is_lower(chosen: str, suggested: str) -> bool:
    """Whether choosing `chosen` where `suggested` was suggested needs a reason."""
    return bool(lacks(chosen, suggested))
