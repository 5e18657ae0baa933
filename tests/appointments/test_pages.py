"""The staff pages of visits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from recovery.appointments.models import Appointment
from tests.appointments.test_booking import TOMORROW, book


def answers(cast, **changed):
    return {
        "submission_id": str(uuid4()),
        "practitioner": str(cast.counselor.pk),
        "purpose": "Counseling",
        "mode": "video",
        "day": "2026-11-24",
        "clock": "10:00",
        "minutes": "30",
    } | changed


def page(cast):
    return reverse("appointments:book", args=[cast.episode.pk])


def post(client, cast, **changed):
    client.force_login(cast.counselor)
    return client.post(page(cast), answers(cast, **changed))


def text(response):
    return response.content.decode()


def test_a_visit_is_booked_in_the_persons_own_time(client, cast):
    assert post(client, cast).status_code == 302
    assert Appointment.objects.get().starts_at.isoformat() == "2026-11-24T15:00:00+00:00"
    assert "Tue 24 Nov 2026, 10:00 to 10:30" in text(client.get(page(cast)))


def test_a_double_submit_books_once(client, cast):
    once = str(uuid4())
    for _ in range(2):
        assert post(client, cast, submission_id=once).status_code == 302
    assert Appointment.objects.count() == 1


def test_a_taken_time_is_said_without_naming_the_other_person(client, cast):
    book(cast, episode=cast.other_episode, by=cast.intake)
    response = post(client, cast, day="2026-11-22", clock="14:10")
    assert response.status_code == 422
    assert "Keisha Monroe is already booked from 14:05 to 14:35 that day. Choose another time." in text(response)
    assert "Tyrell" not in text(response)
    assert 'value="14:10"' in text(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "2026-11-19"}, "Choose a time that is still to come."),
        ({"day": ""}, "Enter day"),
        ({"clock": "25:00"}, "Enter a valid time"),
        ({"minutes": "7"}, "Select a valid choice"),
        ({"mode": "pigeon"}, "Select a valid choice"),
        ({"purpose": " "}, "Enter purpose"),
        ({"practitioner": str(uuid4())}, "Select a valid choice"),
    ],
)
def test_wrong_answers_come_back_with_a_sentence(client, cast, changed, sentence):
    response = post(client, cast, **changed)
    assert response.status_code == 422
    assert sentence in text(response)


def test_patients_and_intake_staff_are_not_offered_as_practitioners(client, cast):
    assert post(client, cast, practitioner=str(cast.intake.pk)).status_code == 422


def test_cancelling_asks_first(client, cast):
    visit = book(cast)
    client.force_login(cast.nurse)
    url = reverse("appointments:cancel", args=[visit.pk])
    assert "Cancel this visit?" in text(client.get(url))
    assert client.post(url, {"version": "1"}).status_code == 302
    visit.refresh_from_db()
    assert visit.status == "cancelled"


def test_a_visit_that_changed_meanwhile_is_shown_as_it_stands(client, cast, clock):
    visit = book(cast)
    clock.move_to(TOMORROW + timedelta(hours=1))
    client.force_login(cast.nurse)
    record = reverse("appointments:record", args=[visit.pk])
    assert client.post(record, {"version": "1", "outcome": "fulfilled"}).status_code == 302
    response = client.post(record, {"version": "1", "outcome": "no_show"})
    assert response.status_code == 409
    assert "It now stands as: took place" in text(response)


def test_a_visit_is_not_recorded_before_it_began(client, cast):
    visit = book(cast)
    client.force_login(cast.nurse)
    url = reverse("appointments:record", args=[visit.pk])
    response = client.post(url, {"version": "1", "outcome": "fulfilled"})
    assert response.status_code == 422
    assert "This visit has not begun yet." in text(response)
    assert client.post(url, {"version": "1"}).status_code == 422


@pytest.mark.parametrize("name", ["appointments:cancel", "appointments:record"])
def test_a_visit_out_of_reach_is_not_found(client, cast, name):
    client.force_login(cast.outsider)
    assert client.get(reverse(name, args=[book(cast).pk])).status_code == 404


def test_booking_out_of_reach_is_not_found_and_without_permission_refused(client, cast):
    client.force_login(cast.outsider)
    assert client.get(page(cast)).status_code == 404
    client.force_login(cast.patient_user)
    assert client.get(page(cast)).status_code == 403


@pytest.mark.parametrize("visits", [1, 30])
def test_the_page_asks_as_often_for_thirty_visits(client, cast, django_assert_num_queries, visits):
    for number in range(visits):
        book(cast, TOMORROW + timedelta(hours=number))
    client.force_login(cast.counselor)
    with django_assert_num_queries(12):
        client.get(page(cast))
