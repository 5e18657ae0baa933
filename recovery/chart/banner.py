"""What can hurt this person, always in the same order.

Allergies, pregnancy where there is one, medicine, naloxone, level of care, risk.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from aftercare.checkins import queries as checkins
from intake.registration import queries as registration
from recovery.patients.models import AllergyStatus, EpisodeOfCare, Patient
from treatment.medication.models import KitStatus, NaloxoneRecord
from treatment.plans import queries as plans
from treatment.plans.models import MoudStatus

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
    level = checkins.latest_level(episode)
    moud, kit = plans.moud_and_kit(episode)
    return of_patient(episode.patient, at) | {
        "facts": [
            allergies(episode.patient),
            *pregnancy(episode),
            medicine(moud),
            naloxone(kit, at),
            {
                "label": "Level of care",
                "value": episode.get_level_of_care_display() if episode.level_of_care else "Not set",
                "detail": episode.get_stage_display(),
            },
            {"label": "Risk", "level": level} if level else {"label": "Risk", "value": "Not rated"},
        ]
    }


def allergies(patient: Patient) -> Fact:
    """Red when there is one, and when nobody has asked."""
    fact: Fact = {"label": "Allergies", "value": patient.get_allergy_status_display()}
    if patient.allergy_status == AllergyStatus.KNOWN:
        return fact | {"value": patient.allergies, "icon": "allergy", "tone": "bad"}
    if patient.allergy_status == AllergyStatus.NONE_KNOWN:
        return fact | {"icon": "ok", "tone": "good"}
    return fact | {"icon": "warn"}


def pregnancy(episode: EpisodeOfCare) -> list[Fact]:
    """One fact when the person is pregnant, none otherwise: it bears on every medicine."""
    told = registration.pregnancy(episode)
    if told is None or not told.is_pregnant:
        return []
    due = f"Due {date_format(told.due_on, 'j M Y')}" if told.due_on else "Due date not known"
    return [{"label": "Pregnancy", "value": "Pregnant", "detail": due, "icon": "warn", "tone": "bad"}]


def medicine(moud: plans.Moud) -> Fact:
    """Medication for opioid use disorder, as the plan has it."""
    fact: Fact = {"label": "MOUD", "icon": "pill"}
    prescribed = moud.status == MoudStatus.PRESCRIBED and moud.medicine
    return fact | {"value": moud.medicine if prescribed else MoudStatus(moud.status).label}


def naloxone(record: NaloxoneRecord | None, at: datetime) -> Fact:
    """Whether there is a kit that can still be used."""
    fact: Fact = {"label": "Naloxone", "icon": "warn", "tone": "bad", "value": "Not on hand"}
    if record is None or record.status == KitStatus.NONE:
        return fact
    if record.status == KitStatus.OFFERED_DECLINED:
        return fact | {"value": "Declined"}
    if record.expires_on is None or record.expires_on <= at.date():
        return fact | {"value": "Out of date"}
    return fact | {
        "icon": "ok",
        "tone": "good",
        "value": "On hand",
        "detail": f"To {date_format(record.expires_on, 'M Y')}",
    }


def _line(patient: Patient, at: datetime) -> list[str]:
    return [
        f"{patient.age_on(at.date())} y",
        date_format(patient.birth_date, "j M Y"),
        patient.pronouns,
        patient.record_number,
    ]
