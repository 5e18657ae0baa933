"""When a person is asked: set by staff, made daily for a while by a red or orange answer."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.checkins.actions.planning import plan
from aftercare.checkins.models import CheckInSchedule
from aftercare.checkins.rules.risk import daily_until
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core.models import StaleEdit
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def set_schedule(
    *,
    episode: EpisodeOfCare,
    starts_on: date,
    local_time: time,
    time_zone: str,
    every_days: int | None,
    version: int,
    by: User,
    at: datetime,
) -> CheckInSchedule:
    """Set when the person is asked, and make the check-ins of the next 14 days at once.

    `every_days` None is the recommended cadence.  `version` is 0 where there was no schedule; raises StaleEdit when
    somebody else set another one meanwhile.  The same schedule sent twice is one.
    """
    require(by, Permission.WRITE_AFTERCARE, episode)
    EpisodeOfCare.objects.select_for_update().get(pk=episode.pk)  # two first schedules of one person queue here
    told = {"starts_on": starts_on, "local_time": local_time, "time_zone": time_zone, "every_days": every_days}
    schedule = CheckInSchedule.objects.active().select_for_update().filter(episode=episode).first()
    if schedule is None:
        schedule = CheckInSchedule.objects.create(episode=episode, set_by=by, **told)
        audit.changed(schedule, by=by, at=at, patient_id=episode.patient_id)
    elif changed := [name for name, value in told.items() if getattr(schedule, name) != value]:
        if schedule.version != version:
            raise StaleEdit(schedule)
        for name, value in told.items():
            setattr(schedule, name, value)
        schedule.set_by = by
        schedule.save_over(version)
        audit.changed(
            schedule, by=by, at=at, patient_id=episode.patient_id, action=Action.CHANGED, detail={"fields": changed}
        )
    plan(schedule, at=at)
    return schedule


def ask_daily(*, episode: EpisodeOfCare, at: datetime) -> None:
    """Daily check-ins for 14 days from now, in the caller's transaction; nothing where there is no schedule."""
    schedule = CheckInSchedule.objects.active().select_for_update().filter(episode=episode).first()
    if schedule is None:
        return
    schedule.daily_until = daily_until(at.astimezone(ZoneInfo(schedule.time_zone)).date())
    schedule.save_over(schedule.version)
    audit.changed(
        schedule,
        by=None,
        at=at,
        patient_id=episode.patient_id,
        action=Action.CHANGED,
        detail={"fields": ["daily_until"]},
    )
    plan(schedule, at=at)
