"""What may be read about withdrawal: the board, the readings of one person, their trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Max, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.clinical.instruments import get
from recovery.core.charts import Band, Svg
from recovery.core.charts import trend as draw
from recovery.core.timeline import Entry
from recovery.patients.models import EpisodeOfCare, Patient
from treatment.detox.models import MonitoringQuerySet, ReadingQuerySet, WithdrawalMonitoring, WithdrawalReading

if TYPE_CHECKING:
    from recovery.accounts.models import User

SPARK_READINGS = 6  # totals in the small trend of the board
SOON = timedelta(hours=2)  # what the home page shows ahead: the shortest regular interval (clinical spec 1.0)
DOSE_SHOWN = timedelta(hours=24)  # an older dose is not filled into a new reading; policy
COWS_TOP = 48  # points; clinical spec 1.1
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person on the board; `totals` oldest first, as many as the small trend shows; `at` is now."""

    monitoring: WithdrawalMonitoring
    last: WithdrawalReading | None
    totals: list[int]
    at: datetime

    @property
    def episode(self) -> EpisodeOfCare:
        return self.monitoring.episode

    @property
    def patient(self) -> Patient:
        return self.monitoring.episode.patient

    @property
    def is_late(self) -> bool:
        """A whole minute or more past the due time."""
        return self.at - self.monitoring.next_due_at >= MINUTE

    @property
    def due(self) -> str:
        """ "35 min late", "1 h 10 min late", "Due now", "Due 14:30", "Due 21 Nov 02:30"."""
        late = self.at - self.monitoring.next_due_at
        if late >= HOUR:
            return f"{late // HOUR} h {late % HOUR // MINUTE:02} min late"
        if late >= MINUTE:
            return f"{late // MINUTE} min late"
        if late >= timedelta(0):
            return "Due now"
        when = localtime(self.monitoring.next_due_at)
        day = "" if when.date() == localtime(self.at).date() else f"{when.day} {when:%b} "
        return f"Due {day}{when:%H:%M}"

    @property
    def trend_words(self) -> str:
        """ "COWS fell from 26 to 18 in 4 readings"."""
        return words(self.totals)


@dataclass(frozen=True, slots=True)
class Trend:
    """A drawn trend with its finding in words and the same data as rows."""

    chart: Svg
    finding: str
    columns: tuple[str, ...]
    rows: list[tuple[str, int, str]]


def board(actor: User, at: datetime) -> list[BoardRow]:
    """Everybody watched within the actor's reach, whoever is due first on top; three queries however many."""
    found = WithdrawalMonitoring.objects.active().within_reach_of(actor)
    return _rows(found.select_related("episode__patient").order_by("next_due_at"), at)


def watch(episode: EpisodeOfCare, at: datetime) -> BoardRow | None:
    """The monitoring that runs, with when it is due; None when nobody watches."""
    running = WithdrawalMonitoring.objects.active().filter(episode=episode).first()
    return BoardRow(running, None, [], at) if running else None


def open_board(actor: User, at: datetime) -> list[BoardRow]:
    """The board, with the read of it recorded."""
    require(actor, Permission.RECORD_WITHDRAWAL)
    rows = board(actor, at)
    audit.read("withdrawal board", by=actor, at=at, ids=[row.patient.pk for row in rows])
    return rows


def due_readings(actor: User, at: datetime, within: timedelta = SOON) -> list[BoardRow]:
    """Readings overdue or due `within` that time, the most overdue first."""
    return [row for row in board(actor, at) if row.monitoring.next_due_at <= at + within]


def monitoring_of(episode: EpisodeOfCare) -> WithdrawalMonitoring | None:
    """The monitoring that runs, or the one that ended last, or None."""
    return (
        WithdrawalMonitoring.objects.filter(episode=episode)
        .select_related("started_by", "ended_by", "episode__patient")
        .order_by(F("ended_at").desc(nulls_first=True))
        .first()
    )


def readings(episode: EpisodeOfCare) -> ReadingQuerySet:
    """The readings that stand, of all monitorings of the episode, newest first."""
    return (
        WithdrawalReading.objects.current()
        .filter(monitoring__episode=episode)
        .select_related("observed_by", "corrected_by", "supersedes", "monitoring")
        .order_by("-observed_at")
    )


def readings_before(monitoring: WithdrawalMonitoring, at: datetime) -> list[WithdrawalReading]:
    """The readings of this monitoring that stand and were seen before `at`, oldest first."""
    found = WithdrawalReading.objects.current().filter(monitoring=monitoring, observed_at__lt=at)
    return list(found.order_by("observed_at"))


def last_dose(monitoring: WithdrawalMonitoring, at: datetime) -> datetime | None:
    """The last buprenorphine dose that a reading of this monitoring named, if it was given within `DOSE_SHOWN`."""
    found = WithdrawalReading.objects.current().filter(monitoring=monitoring, buprenorphine_at__gt=at - DOSE_SHOWN)
    return found.aggregate(last=Max("buprenorphine_at"))["last"]


def open_reading(actor: User, reading_id: UUID, *, page: str, at: datetime) -> WithdrawalReading:
    """One reading with its patient, the read recorded; 404 when out of reach."""
    found = (
        WithdrawalReading.objects.filter(pk=reading_id)
        .select_related("monitoring__episode__patient", "observed_by", "superseded_by")
        .filter(monitoring__in=WithdrawalMonitoring.objects.within_reach_of(actor))
        .first()
    )
    if found is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=found.monitoring.episode.patient_id, resource_id=found.pk)
    return found


def trend(episode: EpisodeOfCare) -> Trend:
    """All readings of the episode with the bands of COWS and the buprenorphine doses named in them."""
    found = list(readings(episode))[::-1]
    doses = sorted({reading.buprenorphine_at for reading in found if reading.buprenorphine_at})
    finding = words([reading.total for reading in found])
    chart = draw(
        [(localtime(reading.observed_at), reading.total) for reading in found],
        low=0,
        high=COWS_TOP,
        bands=_bands(),
        label=finding,
        doses=[(localtime(dose), "buprenorphine") for dose in doses],
    )
    rows = [(f"{localtime(r.observed_at):%d %b %H:%M}", r.total, r.band_label) for r in found]
    return Trend(chart=chart, finding=finding, columns=("Time", "Total", "Band"), rows=rows)


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Starts and ends of monitoring, and each reading that stands."""
    url = reverse("treatment:readings", args=[episode.pk])
    entries: list[Entry] = []
    for monitoring in WithdrawalMonitoring.objects.filter(episode=episode).select_related("started_by", "ended_by"):
        entries.append(
            Entry(
                monitoring.started_at, "Withdrawal monitoring started", "", monitoring.started_by.name, "pulse", url=url
            )
        )
        if monitoring.ended_at and monitoring.ended_by:
            ended = (monitoring.end_reason, monitoring.ended_by.name, "pulse")
            entries.append(Entry(monitoring.ended_at, "Withdrawal monitoring ended", *ended, url=url))
    return entries + [_entry(reading, url) for reading in readings(episode)]


def words(totals: list[int]) -> str:
    """The course of totals, oldest first, as a sentence without its full stop."""
    if len(totals) < 2:
        return f"COWS {totals[0]}, one reading" if totals else "No reading yet"
    first, last = totals[0], totals[-1]
    course = f"fell from {first} to {last}" if last < first else f"rose from {first} to {last}"
    return f"COWS {course if first != last else f'is {last} as at first'} in {len(totals)} readings"


def _entry(reading: WithdrawalReading, url: str) -> Entry:
    text = f"{reading.band_label}. {' '.join(finding['message'] for finding in reading.findings)}".strip()
    tone = "bad" if reading.must_act else "on"
    return Entry(reading.observed_at, f"COWS {reading.total}", text, reading.observed_by.name, "pulse", tone, url=url)


def _rows(monitorings: MonitoringQuerySet, at: datetime) -> list[BoardRow]:
    watched = list(monitorings)
    newest: dict[UUID, list[WithdrawalReading]] = {monitoring.pk: [] for monitoring in watched}
    place = Window(RowNumber(), partition_by=F("monitoring"), order_by=F("observed_at").desc())
    found = WithdrawalReading.objects.current().filter(monitoring__in=list(newest)).annotate(place=place)
    for reading in found.filter(place__lte=SPARK_READINGS).order_by("observed_at"):
        newest[reading.monitoring_id].append(reading)
    return [_row(each, newest[each.pk], at) for each in watched]


def _row(monitoring: WithdrawalMonitoring, readings: list[WithdrawalReading], at: datetime) -> BoardRow:
    last = readings[-1] if readings else None
    return BoardRow(monitoring, last, [reading.total for reading in readings], at)


def _bands() -> list[Band]:
    """COWS bands as ranges that touch: each ends where the next begins."""
    known = [band for band in get("COWS").bands if band.low is not None]
    ends = [band.low for band in known[1:]] + [COWS_TOP]
    return [Band(band.low or 0, end or 0, band.label) for band, end in zip(known, ends, strict=True)]
