"""Check-ins nobody answered, and those begun and left."""

from datetime import timedelta

from aftercare.checkins import actions, queries
from aftercare.checkins.codes import CheckInStatus
from aftercare.checkins.models import CheckIn, CheckInResponse, MissedCheckIn
from recovery.outbox.codes import Purpose
from recovery.outbox.models import Occurrence
from tests.aftercare.checkins.scene import AT, MORNING, answered, days, first_check_in, schedule


def test_an_unanswered_one_is_missed_and_yellow(cast):
    check_in = first_check_in(cast)
    assert actions.close(at=check_in.closes_at - timedelta(seconds=1)) == 0
    assert actions.close(at=check_in.closes_at) == 1
    missed = MissedCheckIn.objects.get()
    assert (missed.check_in, missed.in_a_row, missed.level, missed.flags) == (
        check_in,
        1,
        "yellow",
        ["MISSED_CHECKIN_1"],
    )
    assert missed.respond_by == check_in.closes_at + timedelta(hours=72)


def test_the_second_in_a_row_is_orange_and_the_third_red_while_early(cast):
    schedule(cast)
    actions.close(at=MORNING + days(3))
    runs = MissedCheckIn.objects.order_by("check_in__opens_at").values_list("in_a_row", "level")
    assert list(runs) == [(1, "yellow"), (2, "orange"), (3, "red")]
    assert Occurrence.objects.filter(purpose=Purpose.STAFF_ALERT).count() == 1


def test_an_answer_ends_the_run(cast):
    schedule(cast)
    first, second = CheckIn.objects.order_by("opens_at")[:2]
    actions.close(at=first.closes_at)
    answered(second, cast.patient_user, at=second.opens_at)
    actions.close(at=MORNING + days(3))
    assert MissedCheckIn.objects.order_by("-at").first().in_a_row == 1


def test_silence_makes_check_ins_daily_once(cast):
    schedule(cast, every_days=3)
    for day in range(1, 20):
        actions.materialise(at=MORNING + days(day))
        actions.close(at=MORNING + days(day))
    second = MissedCheckIn.objects.get(in_a_row=2)
    assert queries.schedule_of(cast.episode).daily_until == second.at.date() + days(14)


def test_closing_twice_changes_nothing(cast):
    check_in = first_check_in(cast)
    actions.close(at=check_in.closes_at)
    assert actions.close(at=check_in.closes_at) == 0


def test_what_was_told_and_not_sent_counts_when_it_closes(cast):
    check_in = first_check_in(cast)
    actions.save_answer(check_in=check_in, question="craving", value=8, by=cast.patient_user, at=MORNING)
    actions.close(at=check_in.closes_at)
    response = CheckInResponse.objects.get()
    assert (response.level, response.context["unfinished"]) == ("orange", True)
    assert not MissedCheckIn.objects.exists()


def test_a_danger_told_and_left_reaches_the_team_after_ten_minutes(cast):
    check_in = first_check_in(cast)
    actions.save_answer(check_in=check_in, question="suicidal_thoughts", value=True, by=cast.patient_user, at=MORNING)
    assert actions.close(at=MORNING + timedelta(minutes=9)) == 0
    assert actions.close(at=MORNING + timedelta(minutes=10)) == 1
    assert CheckInResponse.objects.get().level == "red"
    assert Occurrence.objects.filter(purpose=Purpose.STAFF_ALERT).exists()


def test_only_passed_over_questions_are_a_missed_check_in(cast):
    check_in = first_check_in(cast)
    actions.save_answer(check_in=check_in, question="craving", value=None, by=cast.patient_user, at=MORNING)
    actions.close(at=check_in.closes_at)
    assert MissedCheckIn.objects.exists()


def test_an_extra_one_left_empty_is_not_missed(cast):
    extra = actions.begin(episode=cast.episode, by=cast.patient_user, at=AT)
    actions.close(at=extra.closes_at)
    extra.refresh_from_db()
    assert extra.status == CheckInStatus.CANCELLED
    assert not MissedCheckIn.objects.exists()


def test_a_missed_one_has_no_more_reminders(cast):
    check_in = first_check_in(cast)
    actions.close(at=check_in.closes_at)
    assert not Occurrence.objects.filter(subject_id=check_in.pk, status="planned").exists()
