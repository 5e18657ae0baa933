"""Leaving treatment: aftercare begins on a day, with the plan in hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from aftercare.discharge.actions import DischargeOutOfRange, NoPlanGiven, move_to_aftercare
from recovery.audit.models import AuditEvent
from recovery.core.states import UnlawfulMove
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from tests.aftercare.plans.test_plan import give, write
from tests.cast import NOW


def in_treatment(cast):
    move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)


def move(cast, day=None, by=None):
    return move_to_aftercare(episode=cast.episode, discharged_on=day or NOW.date(), by=by or cast.counselor, at=NOW)


def test_aftercare_begins_on_the_day_of_discharge(cast):
    in_treatment(cast)
    give(cast)
    episode = move(cast)
    episode.refresh_from_db()
    assert (episode.stage, episode.discharged_on) == (Stage.IN_AFTERCARE, NOW.date())
    event = AuditEvent.objects.get(resource="patients.episodeofcare", action="changed")
    assert event.detail == {"fields": ["discharged_on"]}


def test_moving_twice_is_moving_once(cast):
    in_treatment(cast)
    give(cast)
    move(cast)
    assert move(cast).stage_changes.filter(to_stage=Stage.IN_AFTERCARE).count() == 1


def test_nobody_leaves_without_a_plan_in_hand(cast):
    in_treatment(cast)
    write(cast)
    with pytest.raises(NoPlanGiven):
        move(cast)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_discharge_lies_between_opening_and_today(cast, days):
    in_treatment(cast)
    give(cast)
    with pytest.raises(DischargeOutOfRange):
        move(cast, NOW.date() + timedelta(days=days))


def test_nobody_goes_from_intake_to_aftercare(cast):
    give(cast)
    with pytest.raises(UnlawfulMove):
        move(cast)


def test_a_nurse_does_not_move_an_episode(cast):
    in_treatment(cast)
    give(cast)
    with pytest.raises(PermissionDenied):
        move(cast, by=cast.nurse)
