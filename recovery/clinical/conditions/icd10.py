"""ICD-10-CM codes that a center for opioid use disorder assigns, as data.

Each code, its official title and that it may be billed as it stands was compared with the ICD-10-CM code list of the
US National Center for Health Statistics, April 2026.  The everyday words are ours.  Source: clinical spec 1.3 and 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "ICD-10-CM, NCHS code list of April 2026 (clinical spec 8)"


@dataclass(frozen=True, slots=True)
class Code:
    """One code.  `remission`: a clinician alone assigns it, no rule ever suggests it."""

    code: str
    title: str
    family: str
    remission: bool = False


FAMILIES: Mapping[str, str] = {
    "opioid": "Opioid use disorder",
    "alcohol": "Alcohol use disorder",
    "sedative": "Sedative use disorder",
    "stimulant": "Stimulant use disorder",
    "cannabis": "Cannabis use disorder",
    "tobacco": "Tobacco use disorder",
    "substance": "Use of another substance",
    "depressive": "Depression",
    "anxiety": "Anxiety",
    "trauma": "Trauma",
    "bipolar": "Bipolar disorder",
    "psychotic": "Psychosis",
    "attention": "Attention deficit",
    "personality": "Personality disorder",
    "sleep": "Sleep",
    "pregnancy": "Pregnancy",
    "hepatitis": "Viral hepatitis",
    "hiv": "HIV",
    "infection": "Other infection",
    "liver": "Liver disease",
    "pain": "Chronic pain",
    "housing": "Housing",
}
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("opioid", "F11.10", "Opioid abuse, uncomplicated"),
    ("opioid", "F11.11", "Opioid abuse, in remission"),
    ("opioid", "F11.13", "Opioid abuse with withdrawal"),
    ("opioid", "F11.20", "Opioid dependence, uncomplicated"),
    ("opioid", "F11.21", "Opioid dependence, in remission"),
    ("opioid", "F11.23", "Opioid dependence with withdrawal"),
    ("opioid", "F11.90", "Opioid use, unspecified, uncomplicated"),
    ("opioid", "F11.91", "Opioid use, unspecified, in remission"),
    ("opioid", "F11.93", "Opioid use, unspecified with withdrawal"),
    ("alcohol", "F10.10", "Alcohol abuse, uncomplicated"),
    ("alcohol", "F10.11", "Alcohol abuse, in remission"),
    ("alcohol", "F10.20", "Alcohol dependence, uncomplicated"),
    ("alcohol", "F10.21", "Alcohol dependence, in remission"),
    ("sedative", "F13.10", "Sedative, hypnotic or anxiolytic abuse, uncomplicated"),
    ("sedative", "F13.11", "Sedative, hypnotic or anxiolytic abuse, in remission"),
    ("sedative", "F13.20", "Sedative, hypnotic or anxiolytic dependence, uncomplicated"),
    ("sedative", "F13.21", "Sedative, hypnotic or anxiolytic dependence, in remission"),
    ("stimulant", "F14.10", "Cocaine abuse, uncomplicated"),
    ("stimulant", "F14.11", "Cocaine abuse, in remission"),
    ("stimulant", "F14.20", "Cocaine dependence, uncomplicated"),
    ("stimulant", "F14.21", "Cocaine dependence, in remission"),
    ("stimulant", "F15.10", "Other stimulant abuse, uncomplicated"),
    ("stimulant", "F15.11", "Other stimulant abuse, in remission"),
    ("stimulant", "F15.20", "Other stimulant dependence, uncomplicated"),
    ("stimulant", "F15.21", "Other stimulant dependence, in remission"),
    ("cannabis", "F12.10", "Cannabis abuse, uncomplicated"),
    ("cannabis", "F12.11", "Cannabis abuse, in remission"),
    ("cannabis", "F12.20", "Cannabis dependence, uncomplicated"),
    ("cannabis", "F12.21", "Cannabis dependence, in remission"),
    ("tobacco", "F17.200", "Nicotine dependence, unspecified, uncomplicated"),
    ("tobacco", "F17.201", "Nicotine dependence, unspecified, in remission"),
    ("tobacco", "F17.210", "Nicotine dependence, cigarettes, uncomplicated"),
    ("substance", "F19.20", "Other psychoactive substance dependence, uncomplicated"),
    ("depressive", "F32.A", "Depression, unspecified"),
    ("depressive", "F32.0", "Major depressive disorder, single episode, mild"),
    ("depressive", "F32.1", "Major depressive disorder, single episode, moderate"),
    ("depressive", "F32.2", "Major depressive disorder, single episode, severe without psychotic features"),
    ("depressive", "F32.5", "Major depressive disorder, single episode, in full remission"),
    ("depressive", "F33.0", "Major depressive disorder, recurrent, mild"),
    ("depressive", "F33.1", "Major depressive disorder, recurrent, moderate"),
    ("depressive", "F33.2", "Major depressive disorder, recurrent severe without psychotic features"),
    ("depressive", "F33.42", "Major depressive disorder, recurrent, in full remission"),
    ("depressive", "F34.1", "Dysthymic disorder"),
    ("anxiety", "F41.0", "Panic disorder [episodic paroxysmal anxiety]"),
    ("anxiety", "F41.1", "Generalized anxiety disorder"),
    ("anxiety", "F41.9", "Anxiety disorder, unspecified"),
    ("trauma", "F43.10", "Post-traumatic stress disorder, unspecified"),
    ("trauma", "F43.12", "Post-traumatic stress disorder, chronic"),
    ("bipolar", "F31.81", "Bipolar II disorder"),
    ("bipolar", "F31.9", "Bipolar disorder, unspecified"),
    ("bipolar", "F31.70", "Bipolar disorder, currently in remission, most recent episode unspecified"),
    ("psychotic", "F20.9", "Schizophrenia, unspecified"),
    ("attention", "F90.9", "Attention-deficit hyperactivity disorder, unspecified type"),
    ("personality", "F60.3", "Borderline personality disorder"),
    ("sleep", "G47.00", "Insomnia, unspecified"),
    ("pregnancy", "Z33.1", "Pregnant state, incidental"),
    ("pregnancy", "O99.320", "Drug use complicating pregnancy, unspecified trimester"),
    ("hepatitis", "B18.1", "Chronic viral hepatitis B without delta-agent"),
    ("hepatitis", "B18.2", "Chronic viral hepatitis C"),
    ("hepatitis", "B19.20", "Unspecified viral hepatitis C without hepatic coma"),
    ("hiv", "B20", "Human immunodeficiency virus [HIV] disease"),
    ("hiv", "Z21", "Asymptomatic human immunodeficiency virus [HIV] infection status"),
    ("infection", "A53.9", "Syphilis, unspecified"),
    ("infection", "I33.0", "Acute and subacute infective endocarditis"),
    ("infection", "L02.91", "Cutaneous abscess, unspecified"),
    ("liver", "K74.60", "Unspecified cirrhosis of liver"),
    ("pain", "G89.4", "Chronic pain syndrome"),
    ("housing", "Z59.00", "Homelessness unspecified"),
    ("housing", "Z59.01", "Sheltered homelessness"),
)  # fmt: skip
CODES: Mapping[str, Code] = {code: Code(code, title, family, "remission" in title) for family, code, title in _ROWS}


def title(code: str) -> str:
    """ "F11.20 Opioid dependence, uncomplicated"; KeyError for a code that is not kept."""
    return f"{code} {CODES[code].title}"


def by_family() -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes as choices of a list, under the words of their families."""
    return [
        (words, [(each.code, title(each.code)) for each in CODES.values() if each.family == family])
        for family, words in FAMILIES.items()
    ]
