"""Setting a schedule, and what it makes."""

from datetime import date, time, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from aftercare.checkins import actions, queries
from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn, CheckInSchedule
from recovery.audit.models import AuditEvent
from recovery.core.models import StaleEdit
from recovery.outbox.codes import OccurrenceStatus
from recovery.outbox.models import Occurrence
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from tests.aftercare.checkins.scene import AT, MORNING, answered, days, first_check_in, schedule


def dates(status=CheckInStatus.SCHEDULED):
    return list(CheckIn.objects.filter(status=status).order_by("local_date").values_list("local_date", flat=True))


def test_saving_makes_the_check_ins_of_14_days_at_once(cast):
    schedule(cast)
    assert dates()[0] == date(2026, 11, 21), "today's hour is past: nothing is made for the past"
    assert dates() == [date(2026, 11, 20) + days(n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14)]


def test_every_check_in_has_its_reminders_in_the_same_act(cast):
    check_in = first_check_in(cast)
    planned = Occurrence.objects.filter(subject_id=check_in.pk).order_by("due_at")
    assert [each.slot for each in planned] == ["due", "plus_4h"]
    assert planned[0].due_at == MORNING
    assert set(Occurrence.objects.values_list("subject_id", flat=True)) == set(
        CheckIn.objects.values_list("pk", flat=True)
    )


def test_materialising_again_makes_nothing_and_the_next_day_makes_one_more(cast):
    schedule(cast, every_days=1)
    assert actions.materialise(at=AT) == 0
    assert actions.materialise(at=AT + days(1)) == 1


def test_another_cadence_cancels_what_is_to_come_and_makes_it_anew(cast):
    first = schedule(cast)
    before = CheckIn.objects.count()
    schedule(cast, every_days=7, version=first.version)
    assert dates() == [date(2026, 11, 27), date(2026, 12, 4)]
    gone = CheckIn.objects.filter(status=CheckInStatus.CANCELLED)
    # 4 December agrees with both and is left alone; 27 November closes at another hour and is made anew.
    assert gone.count() == before - 1
    superseded = Occurrence.objects.filter(subject_id__in=gone.values("pk")).values_list("status", flat=True)
    assert set(superseded) == {OccurrenceStatus.SUPERSEDED}


def test_another_hour_moves_every_check_in(cast):
    first = schedule(cast)
    schedule(cast, local_time=time(18), version=first.version)
    zone = ZoneInfo("America/New_York")
    assert {each.opens_at.astimezone(zone).hour for each in CheckIn.objects.scheduled()} == {18}


def test_the_same_schedule_sent_twice_is_one(cast):
    first, second = schedule(cast), schedule(cast)
    assert first == second
    assert CheckInSchedule.objects.get().version == 1


def test_a_stale_schedule_is_refused(cast):
    first = schedule(cast)
    schedule(cast, every_days=3, version=first.version, by=cast.nurse)
    with pytest.raises(StaleEdit):
        schedule(cast, every_days=5, version=first.version)


def test_nobody_sets_a_schedule_without_the_permission(cast):
    for outside in (cast.intake, cast.outsider, cast.patient_user, cast.privacy_officer):
        with pytest.raises(PermissionDenied):
            schedule(cast, by=outside)


def test_a_closed_episode_is_asked_no_more(cast):
    schedule(cast)
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=AT)
    actions.materialise(at=AT)
    assert dates() == []


def test_setting_it_is_audited_with_the_names_of_the_fields_only(cast):
    first = schedule(cast)
    schedule(cast, every_days=3, version=first.version)
    told = AuditEvent.objects.filter(resource="aftercare.checkinschedule").order_by("at", "id")
    assert [event.action for event in told] == ["created", "changed"]
    assert told[1].detail == {"fields": ["every_days"]}


def test_a_red_answer_makes_the_next_14_days_daily(cast):
    check_in = first_check_in(cast, every_days=7, starts_on=date(2026, 11, 21))
    answered(check_in, cast.patient_user, overdose_since_last=True)
    current = queries.schedule_of(cast.episode)
    assert current.daily_until == date(2026, 12, 5)
    assert dates() == [date(2026, 11, 22) + days(n) for n in range(14)]


def test_many_copies_at_once_make_each_check_in_once(transactional_ground):
    from tests.cast import assemble

    cast = assemble()
    schedule(cast, every_days=1)
    later, start = AT + days(6), Barrier(4)

    def run():
        start.wait()
        actions.materialise(at=later)
        connection.close()

    copies = [Thread(target=run) for _ in range(4)]
    [copy.start() for copy in copies]
    [copy.join() for copy in copies]
    waiting = CheckIn.objects.scheduled().filter(opens_at__gt=later).values_list("local_date", flat=True)
    assert sorted(waiting) == [later.date() + timedelta(days=n) for n in range(1, 15)]
    for check_in in CheckIn.objects.all():
        slots = Occurrence.objects.filter(subject_id=check_in.pk).values_list("slot", flat=True)
        assert sorted(slots) == ["due", "plus_4h"]


def test_two_transactions_that_both_insert_leave_one_a_day(transactional_ground):
    """Without the lock on the schedule, too: the database's own constraint decides."""
    from django.db import transaction

    from aftercare.checkins.actions.planning import plan
    from tests.cast import assemble

    cast = assemble()
    made = schedule(cast, every_days=1)
    later, start, counts = AT + days(6), Barrier(2), []

    def run():
        with transaction.atomic():
            mine = CheckInSchedule.objects.select_related("episode__patient").get(pk=made.pk)
            start.wait()
            counts.append(plan(mine, at=later))
        connections["default"].close()

    copies = [Thread(target=run) for _ in range(2)]
    [copy.start() for copy in copies]
    [copy.join() for copy in copies]
    assert sorted(counts) == [0, 6]
    assert Occurrence.objects.count() == 2 * CheckIn.objects.count()
