"""One list of everything that happened to one person, told by every room, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.utils.timezone import localtime

from aftercare.appointments import queries as appointments
from aftercare.checkins import queries as checkins
from aftercare.plans import queries as aftercare_plans
from aftercare.reminders import queries as reminders
from intake.assessment import queries as assessment
from intake.redflags import queries as redflags
from intake.referrals import queries as referrals
from intake.registration import queries as registration
from intake.screening import queries as screening
from recovery.core.timeline import Entry, Kind
from recovery.patients import queries as patients
from recovery.patients.merging import queries as merging
from recovery.patients.models import EpisodeOfCare
from treatment.detox import queries as detox
from treatment.medication import queries as medication
from treatment.plans import queries as plans

ROOMS = (
    patients, merging, referrals, registration, redflags, screening, assessment, plans, medication, detox,
    aftercare_plans, appointments, checkins, reminders,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the timeline."""

    date: date
    entries: tuple[Entry, ...]


def entries(episode: EpisodeOfCare, at: datetime, kind: Kind | None = None) -> list[Entry]:
    """What every room tells of this episode up to `at`, newest first, of one kind or of all."""
    told = [entry for room in ROOMS for entry in room.timeline(episode)]
    happened = [entry for entry in told if entry.at <= at and (kind is None or entry.kind == kind)]
    return sorted(happened, key=attrgetter("at"), reverse=True)


def by_day(told: Iterable[Entry]) -> list[Day]:
    """Entries, newest first, under their local days."""
    return [Day(day, tuple(group)) for day, group in groupby(told, key=lambda entry: localtime(entry.at).date())]
