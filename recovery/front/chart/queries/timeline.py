"""One list of everything that happened to one person, told by every room, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.utils.timezone import localtime

from aftercare.checkins import queries as checkins
from aftercare.plans import queries as aftercare_plans
from intake.assessment import queries as assessment
from intake.referrals import queries as referrals
from intake.registration import queries as registration
from intake.screening import queries as screening
from recovery.appointments import queries as appointments
from recovery.clinical.redflags import queries as redflags
from recovery.core.timeline import Entry, Kind
from recovery.front.merging import queries as merging
from recovery.outbox import queries as reminders
from recovery.patients import queries as patients
from recovery.patients.models import EpisodeOfCare
from treatment.detox import queries as detox
from treatment.naloxone import queries as medication
from treatment.plans import queries as plans

ROOMS = (
    patients, merging, referrals, registration, redflags, screening, assessment, plans, medication, detox,
    aftercare_plans, appointments, checkins, reminders,
)  # fmt: skip

PAGE = 50  # entries on a page of the timeline
NEWEST = 12  # entries on the chart


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the timeline."""

    date: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One page of the timeline; `later` and `earlier` are the numbers of the pages beside it, None where there is none."""

    days: list[Day]
    kind: Kind | None
    later: int | None
    earlier: int | None


def story(episode: EpisodeOfCare | None, at: datetime, *, kind: str, page: str, size: int) -> Story:
    """Page `page` (from 1, as the address has it) of what happened; a kind or a page that there is not shows all, the first."""
    wanted = Kind(kind) if kind in list(Kind) else None  # a text that is no member raises before Python 3.12
    told = entries(episode, at, wanted) if episode else []
    last = max(1, -(-len(told) // size))
    number = min(int(page), last) if page.isascii() and page.isdigit() and int(page) else 1
    shown = told[(number - 1) * size : number * size]
    return Story(by_day(shown), wanted, number - 1 if number > 1 else None, number + 1 if number < last else None)


def entries(episode: EpisodeOfCare, at: datetime, kind: Kind | None = None) -> list[Entry]:
    """What every room tells of this episode up to `at`, newest first, of one kind or of all."""
    told = [entry for room in ROOMS for entry in room.timeline(episode)]
    happened = [entry for entry in told if entry.at <= at and (kind is None or entry.kind == kind)]
    return sorted(happened, key=attrgetter("at"), reverse=True)


def by_day(told: Iterable[Entry]) -> list[Day]:
    """Entries, newest first, under their local days."""
    return [Day(day, tuple(group)) for day, group in groupby(told, key=lambda entry: localtime(entry.at).date())]
