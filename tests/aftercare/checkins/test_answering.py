"""Answering: what is kept, what follows, what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from aftercare.checkins import actions
from aftercare.checkins.actions.errors import AlreadyAnswered, CheckInClosed, ImpossibleAnswer
from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn, CheckInResponse
from recovery.audit.models import AuditEvent
from recovery.outbox.codes import OccurrenceStatus, Purpose
from recovery.outbox.models import Occurrence
from tests.aftercare.checkins.scene import AT, CALM, MORNING, answered, days, first_check_in, link_to, schedule


def test_a_calm_check_in_is_green_and_needs_nobody(cast):
    response = answered(first_check_in(cast), cast.patient_user)
    assert (response.level, response.flags, response.respond_by) == ("green", [], None)
    assert response.check_in.status == CheckInStatus.ANSWERED


def test_opioid_use_early_is_red_and_alerts_the_lead(cast):
    response = answered(first_check_in(cast), cast.patient_user, used=["opioid"])
    assert response.level == "red"
    assert response.respond_by == MORNING + timedelta(hours=1)
    assert Occurrence.objects.get(purpose=Purpose.STAFF_ALERT).subject_id == response.pk


def test_the_rules_are_given_the_craving_before(cast):
    schedule(cast)
    first, second = CheckIn.objects.order_by("opens_at")[:2]
    answered(first, cast.patient_user, craving=0)
    response = answered(second, cast.patient_user, at=MORNING + days(1), craving=3)
    assert response.context["previous_craving"] == 0
    assert response.flags == ["CRAVING_RISE_GE_3"]


def test_an_unknown_day_of_discharge_counts_as_early(cast):
    response = answered(first_check_in(cast), cast.patient_user, used=["opioid"])
    assert response.context["days_since_discharge"] is None
    assert response.level == "red"


def test_answering_stops_the_reminders_and_empties_what_was_kept(cast):
    check_in = first_check_in(cast)
    actions.save_answer(check_in=check_in, question="craving", value=3, by=cast.patient_user, at=MORNING)
    answered(check_in, cast.patient_user)
    check_in.refresh_from_db()
    assert check_in.answers_so_far == {}
    statuses = Occurrence.objects.filter(subject_id=check_in.pk, purpose=Purpose.CHECK_IN).values_list(
        "status", flat=True
    )
    assert set(statuses) == {OccurrenceStatus.CANCELLED}


def test_the_same_submission_twice_is_one_response(cast):
    check_in, key = first_check_in(cast), uuid4()
    once = answered(check_in, cast.patient_user, submission_id=key)
    assert answered(check_in, cast.patient_user, submission_id=key) == once
    assert CheckInResponse.objects.count() == 1


def test_another_submission_of_the_same_check_in_is_refused(cast):
    check_in = first_check_in(cast)
    answered(check_in, cast.patient_user)
    with pytest.raises(AlreadyAnswered):
        answered(check_in, cast.patient_user)


@pytest.mark.parametrize(
    "wrong",
    [
        {"craving": 11},
        {"craving": -1},
        {"craving": "3"},
        {"craving": True},
        {"used": ["sugar"]},
        {"nonsense": 1},
        {"missed_moud_days": 1},
    ],
)
def test_what_a_question_does_not_offer_is_refused(cast, wrong):
    with pytest.raises(ImpossibleAnswer) as refused:
        answered(first_check_in(cast), cast.patient_user, **wrong)
    assert refused.value.names == tuple(wrong)
    assert not CheckInResponse.objects.exists()


def test_missed_medicine_is_asked_of_those_on_it(cast):
    from aftercare.plans.models import AftercarePlan

    AftercarePlan.objects.create(episode=cast.episode, medicine="Buprenorphine", written_by=cast.counselor)
    response = answered(first_check_in(cast), cast.patient_user, missed_moud_days=5)
    assert response.flags == ["MOUD_MISSED_GE_5"]


def test_a_link_is_used_up_in_the_same_act_and_the_trail_says_so(cast):
    check_in = first_check_in(cast)
    link, _ = link_to(check_in)
    response = actions.answer(check_in=check_in, answers=CALM, submission_id=uuid4(), link=link, at=MORNING)
    link.refresh_from_db()
    assert link.used_at == MORNING
    event = AuditEvent.objects.get(resource="aftercare.checkinresponse")
    assert (event.actor, event.actor_role, event.patient_id) == (None, "link", cast.patient.pk)
    assert response.by_link


def test_a_link_opens_one_check_in_only(cast):
    schedule(cast)
    first, second = CheckIn.objects.order_by("opens_at")[:2]
    link, _ = link_to(first)
    with pytest.raises(PermissionDenied):
        actions.answer(check_in=second, answers=CALM, submission_id=uuid4(), link=link, at=MORNING)


def test_nobody_else_answers(cast):
    check_in = first_check_in(cast)
    for other in (cast.other_patient_user, cast.counselor, None):
        with pytest.raises(PermissionDenied):
            answered(check_in, other)


def test_a_closed_check_in_takes_no_answer(cast):
    check_in = first_check_in(cast)
    with pytest.raises(CheckInClosed):
        answered(check_in, cast.patient_user, at=check_in.closes_at)


def test_an_extra_check_in_can_be_begun_when_none_is_due(cast):
    extra = actions.begin(episode=cast.episode, by=cast.patient_user, at=AT)
    assert extra.schedule is None
    assert actions.begin(episode=cast.episode, by=cast.patient_user, at=AT) == extra
    assert answered(extra, cast.patient_user, at=AT).level == "green"


def test_beginning_early_takes_todays_own(cast):
    check_in = first_check_in(cast)
    early = MORNING - timedelta(hours=2)
    assert actions.begin(episode=cast.episode, by=cast.patient_user, at=early) == check_in
    answered(check_in, cast.patient_user, at=early)
    assert actions.materialise(at=early) == 0
