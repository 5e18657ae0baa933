"""Proposals for co-occurring diagnoses that a clinician assigned.  Source: clinical spec 6, fields of the plan, and 8."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from treatment.plans.codes import InterventionKind, Part
from treatment.plans.rules.parts import DIAGNOSED, DraftRule, Screening

SOURCE = "Diagnosis assigned by a clinician; the plan reflects assessed needs (Joint Commission CTS.03.01.03, clinical spec 6)"
REVIEW_DAYS = 30  # until the first objective of a co-occurring condition is looked at; project policy


@dataclass(frozen=True, slots=True)
class Care:
    """What a plan may say of one family of diagnoses; `covered` is when another rule already proposes its problem."""

    key: str
    family: str
    goal: str
    measure: str
    description: str
    kind: InterventionKind
    provider: str
    covered: Callable[[Screening], bool] = lambda screening: False


def _mood_is_read(screening: Screening) -> bool:
    """PHQ-9 mild or more proposes depression by itself."""
    return screening.reached("PHQ9", "mild")


# Project policy, in the words of clinical spec 6; whatever is chosen, medication for opioid use disorder goes on beside it.
CARE: tuple[Care, ...] = (
    Care(
        "ALC",
        "alcohol",
        "Alcohol no longer a danger beside opioids",
        "Days without alcohol in the past 30",
        "Assess the risk of alcohol withdrawal; treat both disorders together",
        InterventionKind.MEDICATION,
        "Prescriber",
    ),
    Care(
        "SED",
        "sedative",
        "No sedatives beside opioids without a plan",
        "Plan for sedatives written with the prescriber",
        "Review sedatives with the prescriber; never stop them abruptly",
        InterventionKind.MEDICATION,
        "Prescriber",
    ),
    Care(
        "STI",
        "stimulant",
        "Less stimulant use",
        "Days without stimulants in the past 30",
        "Contingency management for stimulants",
        InterventionKind.THERAPY,
        "Counselor",
    ),
    Care(
        "CAN",
        "cannabis",
        "Less cannabis use",
        "Days without cannabis in the past 30",
        "Motivational interviewing about cannabis",
        InterventionKind.THERAPY,
        "Counselor",
    ),
    Care(
        "TOB",
        "tobacco",
        "Free of tobacco when ready",
        "Cigarettes a day",
        "Offer nicotine replacement or other medicine for tobacco",
        InterventionKind.MEDICATION,
        "Prescriber",
    ),
    Care(
        "DEP",
        "depressive",
        "Mood that lets the person live as they want",
        "PHQ-9",
        "Treat depression together with opioid use disorder; ask about suicide at every visit",
        InterventionKind.THERAPY,
        "Counselor",
        _mood_is_read,
    ),
    Care(
        "ANX",
        "anxiety",
        "Fear that no longer rules the day",
        "GAD-7",
        "Cognitive behavioral therapy for anxiety; no benzodiazepines as a first answer",
        InterventionKind.THERAPY,
        "Counselor",
    ),
    Care(
        "PTS",
        "trauma",
        "Safe, and less troubled by what happened",
        "PC-PTSD-5",
        "Trauma therapy, at the pace the person sets",
        InterventionKind.THERAPY,
        "Counselor",
    ),
    Care(
        "BIP",
        "bipolar",
        "Steady mood",
        "Seen by a prescriber for mood",
        "Prescriber review; no antidepressant alone",
        InterventionKind.MEDICATION,
        "Prescriber",
    ),
    Care(
        "PSY",
        "psychotic",
        "Clear thinking, and care that holds",
        "Seen by a prescriber for psychosis",
        "Prescriber review, and care together with mental health services",
        InterventionKind.MEDICATION,
        "Prescriber",
    ),
    Care(
        "PRE",
        "pregnancy",
        "A healthy pregnancy with medication continued",
        "Visits to prenatal care kept",
        "Prenatal care together with medication for opioid use disorder; withdrawal is not attempted",
        InterventionKind.OTHER,
        "Prescriber",
    ),
    Care(
        "HEP",
        "hepatitis",
        "Hepatitis treated",
        "Treatment begun",
        "Refer for treatment of hepatitis; check liver values",
        InterventionKind.OTHER,
        "Prescriber",
    ),
    Care(
        "HIV",
        "hiv",
        "HIV under control",
        "Viral load",
        "Link to HIV care; check interactions with medication",
        InterventionKind.OTHER,
        "Prescriber",
    ),
    Care(
        "INF",
        "infection",
        "Infection healed",
        "Infection treated",
        "Treat the infection; teach safer use and wound care",
        InterventionKind.OTHER,
        "Nurse",
    ),
    Care(
        "LIV",
        "liver",
        "Liver kept safe",
        "Liver values checked",
        "Review medicines for the liver",
        InterventionKind.OTHER,
        "Prescriber",
    ),
    Care(
        "PAI",
        "pain",
        "Pain that lets the person live as they want",
        "Pain on most days, 0 to 10",
        "Pain plan with the prescriber, opioid use disorder in view",
        InterventionKind.OTHER,
        "Prescriber",
    ),
    Care(
        "HOU",
        "housing",
        "A safe place to live",
        "Nights in a safe place in the past 30",
        "Housing support",
        InterventionKind.OTHER,
        "Counselor",
    ),
)


def _rules(care: Care) -> tuple[DraftRule, ...]:
    """Problem, goal, objective and intervention of one family."""
    codes, first = (f"{DIAGNOSED}{care.family}",), f"DRAFT-DX-{care.key}-01"

    def wanted(screening: Screening) -> bool:
        return screening.diagnosed(care.family) and not care.covered(screening)

    return (
        DraftRule(
            first, Part.PROBLEM, codes, SOURCE, f"an active co-occurring diagnosis: {care.family}",
            {"title": lambda s: s.diagnoses[care.family].title}, when=wanted,
        ),
        DraftRule(f"DRAFT-DX-{care.key}-02", Part.GOAL, codes, SOURCE, f"with {first}", {"statement": care.goal}, first),
        DraftRule(
            f"DRAFT-DX-{care.key}-03", Part.OBJECTIVE, codes, SOURCE, f"with {first}",
            {
                "measure": care.measure, "baseline": "To be asked", "target_value": "Agreed with the person",
                "target_date": lambda s: s.after(REVIEW_DAYS), "responsible": care.provider,
            },
            f"DRAFT-DX-{care.key}-02",
        ),
        DraftRule(
            f"DRAFT-DX-{care.key}-04", Part.INTERVENTION, codes, SOURCE, f"with {first}",
            {"kind": care.kind, "description": care.description, "frequency": "As the plan says", "provider": care.provider},
            f"DRAFT-DX-{care.key}-03",
        ),
    )  # fmt: skip


RULES: tuple[DraftRule, ...] = tuple(rule for care in CARE for rule in _rules(care))
