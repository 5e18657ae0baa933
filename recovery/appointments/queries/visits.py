"""Reading visits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from recovery.appointments.codes import AppointmentStatus
from recovery.appointments.models import Appointment, AppointmentQuerySet
from recovery.appointments.rules.local_time import instant
from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


def upcoming(episode: EpisodeOfCare, at: datetime) -> AppointmentQuerySet:
    """Booked visits that are not over, the next first."""
    visits = Appointment.objects.filter(episode=episode).booked().not_over(at)
    return visits.select_related("practitioner").order_by("starts_at")


def to_record(episode: EpisodeOfCare, at: datetime) -> AppointmentQuerySet:
    """Visits whose time has come and of which nobody has said whether they took place."""
    visits = Appointment.objects.filter(episode=episode, starts_at__lte=at).booked()
    return visits.select_related("practitioner").order_by("starts_at")


def for_calendar(episode: EpisodeOfCare, at: datetime) -> AppointmentQuerySet:
    """Visits to come, with those that were cancelled, so that a calendar can strike them out."""
    told = [AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED]
    return Appointment.objects.filter(episode=episode, status__in=told).not_over(at).order_by("starts_at")


def appointments_today(actor: User, at: datetime) -> AppointmentQuerySet:
    """Today's visits, by the center's clock, of everybody within `actor`'s reach; the caller records the read.

    `.with_practitioner(actor)` narrows them to the actor's own.
    """
    today = at.astimezone(ZoneInfo(settings.CENTER_TIME_ZONE)).date()
    start = instant(today, time(0), settings.CENTER_TIME_ZONE)
    end = instant(today + timedelta(days=1), time(0), settings.CENTER_TIME_ZONE)
    visits = Appointment.objects.filter(episode__in=EpisodeOfCare.objects.within_reach_of(actor))
    visits = visits.exclude(status=AppointmentStatus.CANCELLED).starting_between(start, end)
    return visits.select_related("practitioner", "episode__patient").order_by("starts_at", "id")


def open_appointment(actor: User, appointment_id: UUID, *, page: str, at: datetime) -> Appointment:
    """The visit with its person, the read recorded; 404 when out of reach."""
    visits = Appointment.objects.filter(episode__in=EpisodeOfCare.objects.within_reach_of(actor))
    visit = visits.select_related("practitioner", "episode__patient").filter(pk=appointment_id).first()
    if visit is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=visit.episode.patient_id, resource_id=visit.pk)
    return visit


_MARKS = {
    AppointmentStatus.BOOKED: ("cal", ""),
    AppointmentStatus.FULFILLED: ("check", "on"),
    AppointmentStatus.NO_SHOW: ("warn", "warn"),
    AppointmentStatus.CANCELLED: ("x", ""),
}


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Every visit at its time, with what became of it."""
    visits = Appointment.objects.filter(episode=episode).select_related("practitioner").order_by("-starts_at")
    return [
        Entry(
            at=visit.starts_at,
            title=f"Visit: {visit.purpose}",
            text=f"{visit.get_mode_display()}. {visit.get_status_display()}.",
            actor=visit.practitioner.name,
            icon=_MARKS[AppointmentStatus(visit.status)][0],
            tone=_MARKS[AppointmentStatus(visit.status)][1],
            kind=Kind.CONTACT,
            url=reverse("appointments:book", args=[episode.pk]),
        )
        for visit in visits
    ]
