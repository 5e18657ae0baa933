"""Booking, cancelling and recording visits; each keeps its reminder in step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from recovery.accounts.permissions import Permission, require
from recovery.appointments.actions.reminder import cancel_reminder, plan_reminder
from recovery.appointments.codes import AppointmentStatus
from recovery.appointments.models import Appointment
from recovery.appointments.states import APPOINTMENT_STATES
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.models import StaleEdit
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User

TAKEN = ("practitioner_not_booked_twice", "episode_not_booked_twice")  # the exclusion constraints of models.py


class TimeTaken(Exception):
    """Somebody is booked then.  `clash` is that visit; it may be another person's, so the sentence gives its times only."""

    def __init__(self, clash: Appointment, *, of_practitioner: bool, zone: str) -> None:
        start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (clash.starts_at, clash.ends_at))
        who = clash.practitioner.name if of_practitioner else "This person"
        super().__init__(f"{who} is already booked from {start:%H:%M} to {end:%H:%M} that day. Choose another time.")
        self.clash = clash


class InThePast(Exception):
    """A visit is booked for a time to come."""

    def __init__(self) -> None:
        super().__init__("Choose a time that is still to come.")


class NotYetBegun(Exception):
    """Whether a visit took place is known only once it has begun."""

    def __init__(self) -> None:
        super().__init__("This visit has not begun yet. Record it afterwards, or cancel it.")


@transaction.atomic
def book_appointment(
    *,
    episode: EpisodeOfCare,
    practitioner: User,
    purpose: str,
    mode: str,
    place: str,
    starts_at: datetime,
    length: timedelta,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> Appointment:
    """Book a visit and plan its reminder; raises InThePast or TimeTaken.

    The same `submission_id` again returns the visit already booked.
    """
    require(by, Permission.BOOK_APPOINTMENT, episode)
    once(submission_id)
    if existing := Appointment.objects.filter(submission_id=submission_id).first():
        return existing
    if starts_at <= at:
        raise InThePast
    visit = Appointment(
        episode=episode,
        practitioner=practitioner,
        purpose=purpose,
        mode=mode,
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + length,
        time_zone=episode.patient.time_zone,
        booked_by=by,
        submission_id=submission_id,
    )
    _insert(visit)
    audit.changed(visit, by=by, at=at, patient_id=episode.patient_id)
    plan_reminder(visit, at=at)
    return visit


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, version: int, by: User, at: datetime) -> Appointment:
    """Cancel a booked visit and its reminder; raises StaleEdit or UnlawfulMove.  Cancelling twice changes nothing."""
    return _move(appointment, AppointmentStatus.CANCELLED, version, by, at)


@transaction.atomic
def record_appointment(
    *, appointment: Appointment, outcome: AppointmentStatus, version: int, by: User, at: datetime
) -> Appointment:
    """Say whether the visit took place; raises NotYetBegun, StaleEdit or UnlawfulMove."""
    if outcome == AppointmentStatus.CANCELLED:
        raise ValueError("Cancel a visit with cancel_appointment.")
    if not appointment.has_begun(at):
        raise NotYetBegun
    return _move(appointment, outcome, version, by, at)


def _move(appointment: Appointment, to: AppointmentStatus, version: int, by: User, at: datetime) -> Appointment:
    require(by, Permission.BOOK_APPOINTMENT, appointment.episode)
    visit = Appointment.objects.select_for_update(of=["self"]).select_related("episode").get(pk=appointment.pk)
    if visit.status == to:
        return visit  # the same button pressed twice
    if visit.version != version:
        raise StaleEdit(visit)
    APPOINTMENT_STATES.check(visit.status, to)
    visit.status = to
    visit.save_over(version)
    audit.changed(
        visit, by=by, at=at, patient_id=visit.episode.patient_id, action=Action.CHANGED, detail={"status": to.value}
    )
    cancel_reminder(visit, at=at)
    return visit


def _insert(visit: Appointment) -> None:
    """Let the database decide whether the time is free: two who book at once cannot both be told it is."""
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as error:
        constraint = error.__cause__.diag.constraint_name if error.__cause__ else ""  # type: ignore[attr-defined]  # psycopg2's
        if constraint not in TAKEN:
            raise
        raise _taken(visit) from error


def _taken(visit: Appointment) -> TimeTaken:
    """Which visit is in the way: the person's own is named first, else the practitioner's."""
    overlapping = Appointment.objects.overlapping(visit.starts_at, visit.ends_at).order_by("starts_at")
    own = overlapping.filter(episode=visit.episode).first()
    clash = own or overlapping.select_related("practitioner").filter(practitioner=visit.practitioner)[0]
    return TimeTaken(clash, of_practitioner=own is None, zone=visit.time_zone)
