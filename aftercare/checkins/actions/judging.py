"""What follows from a level, whether a check-in was answered or missed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aftercare.checkins.actions import scheduling
from aftercare.checkins.codes import Level
from aftercare.checkins.models import CheckIn
from recovery.outbox import actions as reminders
from recovery.outbox.codes import Purpose
from recovery.patients.queries import care_team


def follow_up(check_in: CheckIn, level: Level, *, subject_id: UUID, ask_daily: bool, at: datetime) -> None:
    """Stop the reminders, ask daily where that is due, and alert the lead of the care team to a red one."""
    reminders.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=check_in.pk, at=at)
    if ask_daily:
        scheduling.ask_daily(episode=check_in.episode, at=at)
    lead = care_team(check_in.episode).filter(leads=True).first()
    if level is Level.RED and lead:
        reminders.alert_staff(subject_id=subject_id, slot=level.value, to=lead.member, at=at)
