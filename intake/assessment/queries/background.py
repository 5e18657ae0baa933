"""What is known of a person beside instruments, sorted to the dimensions it bears on.

Everything that is asked at registration and bears on an assessment is gathered here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from intake.assessment.rules.dimensions import DIMENSIONS
from intake.registration import queries as registration
from recovery.clinical.conditions.queries import ConditionSummary
from recovery.patients.codes import AllergyStatus, Language
from recovery.patients.models import EpisodeOfCare

# Section of the registration -> label of a line -> dimension; "" stands for every other line.
BEARS: Mapping[str, Mapping[str, str]] = {
    "substances": {"": "d1"},
    "medicines": {"": "d1"},
    "pregnancy": {"": "d2"},
    "infections": {"": "d2"},
    "overdoses": {"": "d4"},
    "treatments": {"": "d4"},
    "people": {"": "d5"},
    "social": {
        "Housing": "d5",
        "Safe at home": "d5",
        "Legal": "d5",
        "Work": "d5",
        "Transport": "d6",
        "Childcare": "d6",
    },
    "strengths": {"": "d6"},
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding beside a dimension: in words, since when, where to read more; `tone` is "" or "bad"."""

    dimension: str
    text: str
    at: datetime | None = None
    url: str = ""
    tone: str = ""


def of(episode: EpisodeOfCare, conditions: tuple[ConditionSummary, ...]) -> Iterator[Evidence]:
    """Diagnoses that stand, allergies, language, and why the person came, in their own words."""
    yield from _diagnoses(episode, conditions)
    yield from _history(episode)
    patient = episode.patient
    if patient.allergy_status == AllergyStatus.KNOWN:
        yield Evidence("d2", f"Allergies: {patient.allergies}")
    if patient.language != Language.ENGLISH:
        yield Evidence("d6", f"Language: {patient.get_language_display()}")
    if episode.reason:
        yield Evidence("d6", f"Why now: “{episode.reason}”", episode.opened_at)


def _history(episode: EpisodeOfCare) -> Iterator[Evidence]:
    """What was told at registration, line by line, as it stands now."""
    url = reverse("intake:history", args=[episode.pk])
    told = registration.current_revisions(episode.patient_id)
    for section, lines in BEARS.items():
        revision = told.get(section)
        for line in revision.told.lines if revision else ():
            dimension = lines.get(line.label) or lines.get("")
            if revision and dimension:
                yield Evidence(dimension, f"{line.label}: {line.value}", revision.recorded_at, url)


def _diagnoses(episode: EpisodeOfCare, conditions: tuple[ConditionSummary, ...]) -> Iterator[Evidence]:
    url = reverse("intake:diagnoses", args=[episode.pk])
    for dimension in DIMENSIONS:
        for each in conditions:
            if each.is_active and each.family in dimension.families:
                yield Evidence(dimension.name, f"{each.icd10} {each.title}", each.assigned_at, url)
