"""What can hurt this person, always in the same order.

Allergies, pregnancy and earlier overdoses where there are any, medicine, naloxone, level of care, risk.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from aftercare.checkins import queries as checkins
from intake.registration import queries as registration
from intake.registration.codes import PregnancyStatus
from intake.registration.content import Overdoses, Pregnancy
from recovery.core.times import local
from recovery.patients import queries as patients
from recovery.patients.codes import AllergyStatus
from recovery.patients.models import EpisodeOfCare, Patient
from treatment.naloxone import queries as medication
from treatment.naloxone.codes import KitStatus
from treatment.plans import queries as plans
from treatment.plans.codes import MoudStatus

Fact = dict[str, Any]


def of_patient(patient: Patient, at: datetime) -> dict[str, Any]:
    """{name, url, preferred, line, facts} of somebody without an episode of care."""
    return {
        "name": patient.sort_name,
        "url": reverse("chart", args=[patient.pk]),
        "preferred": patient.preferred_name,
        "line": " · ".join(part for part in _line(patient, at) if part),
        "facts": [allergies(patient)],
    }


def of_episode(episode: EpisodeOfCare, at: datetime) -> dict[str, Any]:
    """{name, url, preferred, line, facts} for the banner component."""
    told = patients.read_columns(  # one query: it is asked for every page about a person
        episode,
        pregnancy=registration.section_column("pregnancy"),
        overdoses=registration.section_column("overdoses"),
        **plans.moud_columns(),
        **medication.kit_columns(),
        level=checkins.newest_level(),
    )
    return of_patient(episode.patient, at) | {
        "facts": [
            allergies(episode.patient),
            *pregnancy(registration.told_as(Pregnancy, told["pregnancy"])),
            *overdoses(registration.told_as(Overdoses, told["overdoses"])),
            medicine(told["moud"], told["moud_medicine"]),
            naloxone(told["kit_status"], told["kit_expires_on"], at),
            {
                "label": "Level of care",
                "value": episode.get_level_of_care_display() if episode.level_of_care else "Not set",
                "detail": episode.get_stage_display(),
            },
            {"label": "Risk", "level": told["level"]} if told["level"] else {"label": "Risk", "value": "Not rated"},
        ]
    }


def allergies(patient: Patient) -> Fact:
    """Red when there is one, and when nobody has asked."""
    fact: Fact = {"label": "Allergies", "value": patient.get_allergy_status_display(), "icon": "warn"}
    if patient.allergy_status == AllergyStatus.KNOWN:
        return fact | {"value": patient.allergies, "icon": "allergy", "tone": "bad"}
    if patient.allergy_status == AllergyStatus.NONE_KNOWN:
        return fact | {"icon": "ok", "tone": "good"}
    return fact | {"tone": "bad"} if patient.allergy_status == AllergyStatus.NOT_ASKED else fact


def pregnancy(told: Pregnancy | None) -> list[Fact]:
    """One fact when the person is pregnant or may be, none otherwise: it bears on every medicine."""
    fact: Fact = {"label": "Pregnancy", "icon": "warn"}
    if told and told.status is PregnancyStatus.UNTESTED:
        return [fact | {"value": "Could be", "detail": "Not tested"}]
    if told is None or not told.is_pregnant:
        return []
    due = f"Due {date_format(told.due_on, 'j M Y')}" if told.due_on else "Due date not known"
    return [fact | {"value": "Pregnant", "detail": due, "tone": "bad"}]


def overdoses(told: Overdoses | None) -> list[Fact]:
    """One fact when the person told of an earlier overdose, none otherwise."""
    if told is None or not told.overdoses:
        return []
    newest, number = told.newest, len(told.overdoses)
    counted = f"{number} told of"
    return [
        {"label": "Overdose", "icon": "warn", "value": f"Last {newest}", "detail": counted}
        if newest
        else {"label": "Overdose", "icon": "warn", "value": counted}
    ]


def medicine(status: str, name: str) -> Fact:
    """Medication for opioid use disorder, as the plan has it."""
    prescribed = status == MoudStatus.PRESCRIBED and name
    return {"label": "MOUD", "icon": "pill", "value": name if prescribed else MoudStatus(status).label}


def naloxone(status: str | None, expires_on: date | None, at: datetime) -> Fact:
    """Whether there is a kit that can still be used; no record is no kit."""
    fact: Fact = {"label": "Naloxone", "icon": "warn", "tone": "bad", "value": "Not on hand"}
    if status is None or status == KitStatus.NONE:
        return fact
    if status == KitStatus.OFFERED_DECLINED:
        return fact | {"value": "Declined"}
    if expires_on is None or expires_on <= local(at).date():
        return fact | {"value": "Out of date"}
    return fact | {
        "icon": "ok",
        "tone": "good",
        "value": "On hand",
        "detail": f"To {date_format(expires_on, 'M Y')}",
    }


def _line(patient: Patient, at: datetime) -> list[str]:
    return [
        f"{patient.age_on(local(at).date())} y",
        date_format(patient.birth_date, "j M Y"),
        patient.pronouns,
        patient.record_number,
    ]
