"""Visits: booked once, at a time that is free, reminded the day before."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from recovery.appointments import actions, queries
from recovery.appointments.actions import reminder
from recovery.appointments.codes import AppointmentStatus
from recovery.appointments.models import Appointment
from recovery.audit.models import AuditEvent
from recovery.core.models import StaleEdit
from recovery.core.states import UnlawfulMove
from recovery.outbox.models import Occurrence
from tests.cast import NOW

TOMORROW = NOW + timedelta(days=2)


def book(cast, starts_at=TOMORROW, *, episode=None, practitioner=None, by=None, submission_id=None, minutes=30):
    return actions.book_appointment(
        episode=episode or cast.episode,
        practitioner=practitioner or cast.counselor,
        purpose="Counseling",
        mode="in_person",
        place="Room 2",
        starts_at=starts_at,
        length=timedelta(minutes=minutes),
        submission_id=submission_id or uuid4(),
        by=by or cast.counselor,
        at=NOW,
    )


@pytest.fixture
def told(monkeypatch):
    """What the room of reminders is asked to do."""
    calls = []
    for verb in ("plan_reminder", "cancel_reminders"):
        monkeypatch.setattr(reminder.reminders, verb, lambda verb=verb, **facts: calls.append((verb, facts)))
    return calls


def test_a_visit_is_booked_and_recorded_in_the_trail(cast):
    visit = book(cast)
    assert (visit.ends_at, visit.time_zone) == (TOMORROW + timedelta(minutes=30), "America/New_York")
    assert AuditEvent.objects.get(resource="appointments.appointment").action == "created"


def test_a_double_submit_books_one_visit(cast):
    once = uuid4()
    assert book(cast, submission_id=once) == book(cast, submission_id=once)
    assert Appointment.objects.count() == 1


def test_a_practitioner_is_not_booked_twice_and_the_other_person_is_not_named(cast):
    book(cast)
    other = {"episode": cast.other_episode, "by": cast.intake}
    with pytest.raises(actions.TimeTaken) as taken:
        book(cast, TOMORROW + timedelta(minutes=15), **other)
    assert str(taken.value) == "Keisha Monroe is already booked from 14:05 to 14:35 that day. Choose another time."


def test_a_person_is_not_booked_twice(cast):
    book(cast)
    with pytest.raises(actions.TimeTaken, match="This person is already booked from 14:05 to 14:35"):
        book(cast, practitioner=cast.nurse)


def test_one_visit_may_follow_right_after_another(cast):
    book(cast)
    book(cast, TOMORROW + timedelta(minutes=30))
    assert queries.upcoming(cast.episode, NOW).count() == 2


def test_a_cancelled_visit_frees_its_time(cast):
    actions.cancel_appointment(appointment=book(cast), version=1, by=cast.counselor, at=NOW)
    book(cast)


def test_nothing_is_booked_in_the_past(cast):
    with pytest.raises(actions.InThePast):
        book(cast, NOW)


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "patient_user"])
def test_who_does_not_care_for_the_person_does_not_book(cast, who):
    with pytest.raises(PermissionDenied):
        book(cast, by=getattr(cast, who))


def test_the_reminder_goes_out_a_day_before_and_not_in_the_last_half_hour(cast, told):
    visit = book(cast)
    [(verb, facts)] = told
    assert verb == "plan_reminder"
    assert facts == {
        "purpose": "appointment",
        "subject_id": visit.pk,
        "slot": "day_before",
        "subject_version": 1,
        "patient": cast.patient,
        "due_at": TOMORROW - timedelta(hours=24),
        "expires_at": TOMORROW - timedelta(minutes=30),
        "at": NOW,
    }


def test_the_reminder_is_kept_and_called_off_in_its_own_room(cast):
    visit = book(cast)
    kept = Occurrence.objects.get(subject_id=visit.pk)
    assert (kept.status, kept.due_at) == ("planned", TOMORROW - timedelta(hours=24))
    actions.cancel_appointment(appointment=visit, version=1, by=cast.nurse, at=NOW)
    kept.refresh_from_db()
    assert kept.status == "cancelled"


def test_a_visit_booked_for_the_next_hours_needs_no_reminder(cast, told):
    book(cast, NOW + timedelta(hours=23))
    assert told == []


def test_cancelling_takes_the_reminder_back(cast, told):
    visit = book(cast)
    actions.cancel_appointment(appointment=visit, version=1, by=cast.nurse, at=NOW)
    assert [verb for verb, _ in told] == ["plan_reminder", "cancel_reminders"]


def test_cancelling_twice_is_cancelling_once(cast, told):
    visit = book(cast)
    for _ in range(2):
        actions.cancel_appointment(appointment=visit, version=1, by=cast.nurse, at=NOW)
    assert AuditEvent.objects.filter(resource="appointments.appointment", action="changed").count() == 1


def test_whether_a_visit_took_place_is_recorded_once_it_has_begun(cast):
    visit = book(cast)
    record = {"appointment": visit, "version": 1, "by": cast.counselor}
    with pytest.raises(actions.NotYetBegun):
        actions.record_appointment(outcome=AppointmentStatus.FULFILLED, at=NOW, **record)
    actions.record_appointment(outcome=AppointmentStatus.FULFILLED, at=TOMORROW, **record)
    with pytest.raises(StaleEdit):
        actions.record_appointment(outcome=AppointmentStatus.NO_SHOW, at=TOMORROW, **record)
    with pytest.raises(UnlawfulMove):
        actions.record_appointment(outcome=AppointmentStatus.NO_SHOW, at=TOMORROW, **record | {"version": 2})


@pytest.mark.parametrize("visits", [1, 30])
def test_lists_ask_once_however_long_they_are(cast, django_assert_num_queries, visits):
    at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    for number in range(visits):
        book(cast, at + timedelta(minutes=20 * number), minutes=20)
    with django_assert_num_queries(1):
        assert len([row.practitioner.name for row in queries.upcoming(cast.episode, NOW)]) == visits
    with django_assert_num_queries(1):
        assert len(queries.timeline(cast.episode)) == visits
    with django_assert_num_queries(1):
        assert len([row.patient.called for row in queries.appointments_today(cast.counselor, at)]) == visits


def test_today_is_the_centers_day_and_the_actors_people(cast):
    late = book(cast, datetime(2026, 11, 21, 4, 30, tzinfo=UTC))  # 23:30 on the 20th in New York
    book(cast, datetime(2026, 11, 21, 5, 30, tzinfo=UTC))
    book(cast, datetime(2026, 11, 21, 1, tzinfo=UTC), episode=cast.other_episode, by=cast.intake)
    assert list(queries.appointments_today(cast.counselor, NOW)) == [late]
    assert list(queries.appointments_today(cast.outsider, NOW)) == []


def test_a_visit_out_of_reach_does_not_exist(cast):
    with pytest.raises(Http404):
        queries.open_appointment(cast.outsider, book(cast).pk, page="cancel a visit", at=NOW)
