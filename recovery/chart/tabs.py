"""The parts of one person's record, as tabs: what the role may open, and what the episode has."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.patients.models import EpisodeOfCare, Patient, Stage

BEFORE_TREATMENT = {Stage.REFERRED, Stage.IN_INTAKE}


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `current` marks the page that is shown."""

    label: str
    url: str
    current: bool


def tabs(actor: User, patient: Patient, episode: EpisodeOfCare | None, here: str) -> list[Tab]:
    """The tabs for `actor`; those of an episode only when there is one."""
    of_patient: list[tuple[Permission, str, str, UUID]] = [
        (Permission.READ_CHART, "Overview", "chart", patient.pk),
        (Permission.READ_CHART, "Timeline", "timeline", patient.pk),
    ]
    if episode is not None:
        of_patient += [
            (Permission.READ_CHART, "History", "intake:history", episode.pk),
            (Permission.READ_CHART, "Red flags", "intake:red-flags", episode.pk),
            (Permission.READ_CHART, "Assessment", "intake:assessments", episode.pk),
            (Permission.READ_CHART, "Diagnoses", "intake:diagnoses", episode.pk),
            (Permission.WRITE_PLAN, "Plan", "treatment:plan", episode.pk),
            (Permission.RECORD_WITHDRAWAL, "Readings", "treatment:readings", episode.pk),
            (Permission.RECORD_NALOXONE, "Naloxone", "treatment:naloxone", episode.pk),
            (Permission.RECORD_MILESTONE, "Clocks", "intake:clocks", episode.pk),
            (Permission.WRITE_AFTERCARE, "Aftercare", "aftercare:plan", episode.pk),
            (Permission.WRITE_AFTERCARE, "Check-ins", "checkins:schedule", episode.pk),
            (Permission.BOOK_APPOINTMENT, "Visits", "appointments:book", episode.pk),
        ]
    of_patient.append((Permission.READ_CHART, "Contact", "contacts", patient.pk))
    made = [(label, reverse(name, args=[key])) for permission, label, name, key in of_patient if may(actor, permission)]
    return [Tab(label, url, here == url) for label, url in made]
