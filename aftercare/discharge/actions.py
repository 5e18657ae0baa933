"""Leaving treatment: the episode moves to aftercare, and the check-ins count from that day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.plans.queries import current_revision
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


class NoPlanGiven(Exception):
    """Nobody moves to aftercare without a plan in hand."""

    def __init__(self) -> None:
        super().__init__("Give the person their aftercare plan first.")


class DischargeOutOfRange(Exception):
    """The day of discharge lies after today or before the episode was opened."""

    def __init__(self) -> None:
        super().__init__("The day must lie between the day this episode was opened and today.")


@transaction.atomic
def move_to_aftercare(*, episode: EpisodeOfCare, discharged_on: date, by: User, at: datetime) -> EpisodeOfCare:
    """Begin aftercare: `discharged_on` is day 0 of the check-ins.

    Raises NoPlanGiven, DischargeOutOfRange, or UnlawfulMove from a stage that does not lead there.
    The same move again changes nothing.
    """
    require(by, Permission.MOVE_TO_AFTERCARE, episode)
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())
    if episode.stage == Stage.IN_AFTERCARE and episode.discharged_on == discharged_on:
        return episode
    if current_revision(episode) is None:
        raise NoPlanGiven
    zone = ZoneInfo(episode.patient.time_zone)
    if not episode.opened_at.astimezone(zone).date() <= discharged_on <= at.astimezone(zone).date():
        raise DischargeOutOfRange
    patients.move_stage(episode=episode, to=Stage.IN_AFTERCARE, by=by, at=at)
    episode.discharged_on = discharged_on
    episode.save_over(episode.version)
    audit.changed(
        episode,
        by=by,
        at=at,
        patient_id=episode.patient_id,
        action=Action.CHANGED,
        detail={"fields": ["discharged_on"]},
    )
    return episode
