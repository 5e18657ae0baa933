"""The six dimensions of an assessment in our own words: what is rated, what each rating means, what bears on it.

Data only.  What bears on a dimension is named by the code of an instrument, whoever builds that instrument; one that is
not answered or not installed is left out.  Source: clinical spec 1.14; the words are ours, project policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bearing:
    """One result that bears on a dimension: an instrument, or one subscale of it under the key `part`.

    `flags`: which of its flags are said here as well; empty says none.
    """

    code: str
    part: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension.  `words` are the five ratings from 0 to 4; a dimension without them is a list of barriers."""

    name: str
    title: str
    about: str
    words: tuple[str, ...]
    results: tuple[Bearing, ...] = ()
    families: tuple[str, ...] = ()  # of conditions, recovery.clinical.conditions.icd10


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "d1", "Withdrawal and addiction medication",
        "Withdrawal now or soon, danger from it, and what addiction medication the person needs.",
        (
            "No withdrawal, or steady on medication.",
            "Mild discomfort; a weekly contact is enough.",
            "Withdrawal that needs a prescriber several times a week, or medication being started.",
            "Severe withdrawal, or a risk of seizure: nursing day and night.",
            "Life in danger now: seizure, delirium, cannot be roused, overdose.",
        ),
        (
            Bearing("COWS", flags=("HR_GT_120", "GI_SEVERE", "URGENT_WITHDRAWAL")),
            Bearing("SOWS", flags=("SOWS_GE_17", "VOMITING_HIGH")),
            Bearing("AUDITC", flags=("ALCOHOL_USE",)),
            Bearing("TAPS2"),
            Bearing("DAST10", flags=("WITHDRAWAL_HISTORY",)),
        ),
        ("opioid", "alcohol", "sedative"),
    ),
    Dimension(
        "d2", "Physical health",
        "Illness, infection, injury, pain and pregnancy, and whether they can be cared for where the person lives.",
        (
            "No illness that matters for care here.",
            "Stable illness with a doctor of their own.",
            "Illness or pregnancy that needs medical contacts several times a week.",
            "Illness that needs nursing day and night.",
            "Life in danger now: hospital care.",
        ),
        (Bearing("DAST10", flags=("MEDICAL_CONSEQUENCES",)),),
        ("pregnancy", "hepatitis", "hiv", "infection", "pain", "liver"),
    ),
    Dimension(
        "d3", "Mental health and thinking",
        "Mood, fear, trauma, psychosis, memory, and danger to oneself or others.",
        (
            "No symptoms that matter for care here.",
            "Mild symptoms; a weekly contact is enough.",
            "Symptoms that need mental health care several times a week.",
            "Severe symptoms, or suicidal thoughts that need people near day and night.",
            "Danger to oneself or others now.",
        ),
        (
            Bearing("CSSRS", flags=("SUICIDE_HIGH", "SUICIDE_MODERATE", "RECENCY_UNKNOWN")),
            Bearing("PHQ9", flags=("SUICIDE_ITEM_POSITIVE", "ITEM9_MISSING")),
            Bearing("PHQ2"),
            Bearing("GAD7"),
            Bearing("PCPTSD5"),
            Bearing("MDQ", flags=("BIPOLAR_SCREEN_POSITIVE",)),
            Bearing("RMS", flags=("BIPOLAR_SCREEN_POSITIVE",)),
        ),
        ("depressive", "anxiety", "trauma", "bipolar", "psychotic", "attention", "personality", "sleep"),
    ),
    Dimension(
        "d4", "Risk of use",
        "How likely use or harm from use is without more support: severity, craving, overdoses, other substances.",
        (
            "Steady in remission.",
            "Little risk; a weekly contact is enough.",
            "Likely to use without several contacts a week.",
            "Very likely to use, with danger, without structure on most days.",
            "Use that puts life in danger now, and cannot stop outside a place with staff day and night.",
        ),
        (
            Bearing("DSM5_OUD"),
            Bearing("OUD_REMISSION"),
            Bearing("CRAVING", flags=("CRAVING_GE_7", "CRAVING_RISE_GE_3")),
            Bearing("BAM", "use", flags=("OPIOID_USE", "CRAVING_HIGH", "LOW_CONFIDENCE")),
            Bearing("BAM", "risk", flags=("RISK_HIGH", "RISK_GT_PROTECTIVE")),
            Bearing("BAMR", "use"),
            Bearing("BAMR", "risk"),
            Bearing("TAPS1"),
            Bearing("TAPS2", flags=("OPIOID_HIGH_RISK",)),
            Bearing("DAST10"),
        ),
        ("opioid", "stimulant", "cannabis", "tobacco"),
    ),
    Dimension(
        "d5", "Surroundings",
        "Where and with whom the person lives, safety, people who support recovery, work, money, the law.",
        (
            "A safe home and people who support recovery.",
            "Mostly safe; some support is missing.",
            "Unsteady housing or people who use nearby: several contacts a week.",
            "No safe, sober place to live.",
            "Danger where they live now: violence, or nowhere to sleep with life at risk.",
        ),
        (Bearing("BAM", "protective", flags=("PROTECTIVE_LOW",)), Bearing("BAMR", "protective")),
        ("housing",),
    ),
    Dimension(
        "d6", "What matters to the person",
        "What stands in the way of care, and what the person prefers. It never changes the level; it decides how care is given.",
        (),
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
RATED: tuple[Dimension, ...] = DIMENSIONS[:5]

# What d6 may name; project policy after the person-centered considerations of clinical spec 1.14.
BARRIERS: Mapping[str, str] = {
    "transport": "No way to get here",
    "childcare": "Nobody to look after children",
    "work": "Working hours",
    "housing": "No fixed address",
    "language": "Needs another language or an interpreter",
    "disability": "Needs help with access, hearing, sight or reading",
    "cost": "Insurance or cost",
    "legal": "Court, probation or custody",
    "privacy": "Fear of being recognised",
    "past_care": "Bad experience with care before",
    "prefers_home": "Prefers to live at home",
    "prefers_away": "Prefers to be away from home",
    "prefers_gender": "Prefers staff or a group of one gender",
    "prefers_medicine": "Prefers a certain medication",
    "prefers_no_medicine": "Does not want medication now",
}
