"""Making check-ins and their reminders from schedules.  Any number of copies may run at once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn, CheckInSchedule
from aftercare.checkins.rules.openings import Opening, nudges, openings
from recovery.outbox import actions as reminders
from recovery.outbox.codes import Purpose


def materialise(*, at: datetime) -> int:
    """Make the check-ins of the next 14 days for every active schedule; returns how many were made."""
    return sum(
        _one(schedule_id, at=at) for schedule_id in CheckInSchedule.objects.active().values_list("pk", flat=True)
    )


@transaction.atomic
def _one(schedule_id: UUID, *, at: datetime) -> int:
    # A schedule that another copy, or a person, is at work on is left to them.
    free = CheckInSchedule.objects.active().select_for_update(skip_locked=True, of=("self",))
    schedule = free.select_related("episode__patient").filter(pk=schedule_id).first()
    return plan(schedule, at=at) if schedule else 0


def plan(schedule: CheckInSchedule, *, at: datetime) -> int:
    """Make what is still to open agree with the schedule, reminders and all, in the caller's transaction.

    What agrees is left alone; what does not is cancelled with its reminders, and made anew where it is due.
    """
    wanted = _wanted(schedule, at=at)
    kept = _cancel_what_differs(schedule, wanted, at=at)
    new = [
        CheckIn(
            schedule=schedule,
            episode=schedule.episode,
            local_date=day,
            opens_at=each.opens_at,
            closes_at=each.closes_at,
        )
        for day, each in wanted.items()
        if day not in kept
    ]
    CheckIn.objects.bulk_create(new, ignore_conflicts=True)  # ON CONFLICT DO NOTHING: one a day, whoever is first
    made = set(CheckIn.objects.filter(pk__in=[check_in.pk for check_in in new]).values_list("pk", flat=True))
    for check_in in new:
        if check_in.pk in made:
            _remind(check_in, wanted[check_in.local_date], at=at)
    _close_before_the_next(schedule, wanted, at=at)
    return len(made)


def cancel(check_in: CheckIn, *, at: datetime, superseded: bool = False) -> None:
    """Call a check-in off, with its reminders."""
    check_in.status = CheckInStatus.CANCELLED
    check_in.save(update_fields=["status"])
    reminders.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=check_in.pk, at=at, superseded=superseded)


def _wanted(schedule: CheckInSchedule, *, at: datetime) -> dict[date, Opening]:
    if not (schedule.active and schedule.episode.is_open):
        return {}
    due = openings(
        starts_on=schedule.starts_on,
        local_time=schedule.local_time,
        zone=ZoneInfo(schedule.time_zone),
        at=at,
        every_days=schedule.every_days,
        daily_until=schedule.daily_until,
    )
    return {each.local_date: each for each in due}


def _cancel_what_differs(schedule: CheckInSchedule, wanted: dict[date, Opening], *, at: datetime) -> set[date]:
    kept = set()
    for check_in in CheckIn.objects.still_to_open(at).filter(episode=schedule.episode).select_for_update():
        if wanted.get(check_in.local_date) == Opening(check_in.local_date, check_in.opens_at, check_in.closes_at):
            kept.add(check_in.local_date)
        else:
            cancel(check_in, at=at, superseded=True)
    return kept


def _remind(check_in: CheckIn, opening: Opening, *, at: datetime) -> None:
    for nudge in nudges(opening):
        reminders.plan_reminder(
            purpose=Purpose.CHECK_IN,
            subject_id=check_in.pk,
            slot=nudge.slot,
            subject_version=1,  # a check-in never moves: a changed schedule makes a new one
            patient=check_in.episode.patient,
            due_at=nudge.due_at,
            expires_at=opening.closes_at,
            at=at,
            with_link=True,
        )


def _close_before_the_next(schedule: CheckInSchedule, wanted: dict[date, Opening], *, at: datetime) -> None:
    """A check-in already open under the old cadence closes when the first of the new one opens."""
    if wanted:
        following = min(each.opens_at for each in wanted.values())
        lingering = CheckIn.objects.open_at(at).filter(episode=schedule.episode, closes_at__gt=following)
        lingering.filter(schedule__isnull=False).update(closes_at=following)
