"""The one reminder of a visit: the day before, and never when it no longer helps."""

from __future__ import annotations

from datetime import datetime, timedelta

from recovery.appointments.models import Appointment
from recovery.outbox import actions as reminders
from recovery.outbox.codes import Purpose

AHEAD = timedelta(hours=24)  # clinical spec 6: visits are told the day before
TOO_LATE = timedelta(minutes=30)  # before the start: later than this nobody can still set out
SLOT = "day_before"


def plan_reminder(visit: Appointment, *, at: datetime) -> None:
    """Plan the reminder; none for a visit booked less than a day ahead, for the person has just heard of it."""
    due = visit.starts_at - AHEAD
    if due <= at:
        return
    reminders.plan_reminder(
        purpose=Purpose.APPOINTMENT,
        subject_id=visit.pk,
        slot=SLOT,
        subject_version=visit.version,
        patient=visit.episode.patient,
        due_at=due,
        expires_at=visit.starts_at - TOO_LATE,
        at=at,
    )


def cancel_reminder(visit: Appointment, *, at: datetime) -> None:
    """Take the reminder back."""
    reminders.cancel_reminders(purpose=Purpose.APPOINTMENT, subject_id=visit.pk, at=at)
