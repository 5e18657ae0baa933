"""What a person sees of their own care: theirs alone, in their words, on one sheet."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare.checkins.models import CheckIn, CheckInSchedule
from aftercare.plans.actions import write_and_give
from recovery.appointments.actions import book_appointment, cancel_appointment
from recovery.audit.models import AuditEvent
from tests.aftercare.plans.test_plan import CONTENT
from tests.cast import NOW

PAGES = ["my:day", "my:plan", "my:calendar"]


@pytest.fixture
def given(cast):
    return write_and_give(
        episode=cast.episode, content=CONTENT, version=0, submission_id=uuid4(), by=cast.counselor, at=NOW
    )


def visit(cast, hours, **more):
    facts = {"practitioner": cast.counselor, "purpose": "Counseling", "mode": "in_person", "place": "Room 2"} | more
    return book_appointment(
        episode=cast.episode,
        starts_at=NOW + timedelta(hours=hours),
        length=timedelta(minutes=30),
        submission_id=uuid4(),
        by=cast.counselor,
        at=NOW,
        **facts,
    )


def read(client, user, name, language="en"):
    client.force_login(user)
    return client.get(reverse(name), headers={"Accept-Language": language})


def text(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", PAGES)
def test_staff_have_no_pages_of_their_own(client, cast, name):
    assert read(client, cast.counselor, name).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_an_account_without_a_record_is_not_found(client, cast, name):
    cast.patient.user = None
    cast.patient.save()
    assert read(client, cast.patient_user, name).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nobody_reads_them_without_signing_in(client, cast, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_each_reading_is_recorded(client, cast, clock, name):
    assert read(client, cast.patient_user, name).status_code == 200
    event = AuditEvent.objects.get(action="read", actor=cast.patient_user)
    assert event.patient_id == cast.patient.pk


def test_the_day_greets_by_the_clock_where_the_person_is(client, cast, clock):
    page = text(read(client, cast.patient_user, "my:day"))
    assert "Good afternoon, Marc" in page
    assert "<title>My day</title>" in page


def test_the_day_leads_with_the_check_in_that_waits(client, cast, clock):
    assert "Start check-in" not in text(read(client, cast.patient_user, "my:day"))
    schedule = CheckInSchedule.objects.create(
        episode=cast.episode, starts_on=NOW.date(), local_time="09:00", time_zone="America/New_York", set_by=cast.nurse
    )
    CheckIn.objects.create(
        schedule=schedule,
        episode=cast.episode,
        local_date=NOW.date(),
        opens_at=NOW - timedelta(hours=1),
        closes_at=NOW + timedelta(hours=9),
    )
    page = text(read(client, cast.patient_user, "my:day"))
    assert page.count("tile lead") == 1
    assert f'href="{reverse("checkins:mine")}"' in page


def test_the_day_shows_the_next_two_visits_in_the_persons_own_time(client, cast, clock):
    for hours in (2.5, 92, 120):
        visit(cast, hours)
    page = text(read(client, cast.patient_user, "my:day"))
    assert "Today 4:35 pm" in page
    assert "Tuesday 10:05 am" in page
    assert "Wednesday" not in page


def test_the_day_in_spanish(client, cast, clock):
    visit(cast, 92, mode="video")
    page = text(read(client, cast.patient_user, "my:day", "es"))
    assert "Buenas tardes, Marc" in page
    assert "Martes 10:05 a. m." in page
    assert "por video" in page


def test_before_the_first_plan_the_page_says_what_will_be_there(client, cast, clock):
    page = text(read(client, cast.patient_user, "my:plan"))
    assert "Your plan will be here" in page
    assert "Spray naloxone" in page


def test_the_plan_is_what_was_given(client, cast, clock, given):
    visit(cast, 92)
    page = text(read(client, cast.patient_user, "my:plan"))
    for words in (
        "I want to be awake",
        "Payday",
        "Dee holds it.",
        "Buprenorphine",
        "November 27",
        "988",
        "Spray again",
    ):
        assert words in page
    assert 'href="tel:+12125550178"' in page
    assert "(212) 555-0178" in page
    assert "Tuesday, November 24, 10:05 am" in page


def test_what_was_only_saved_is_not_shown(client, cast, clock, given):
    from dataclasses import replace

    from aftercare.plans.actions import write_plan

    write_plan(
        episode=cast.episode, content=replace(CONTENT, reasons=("Not yet given",)), version=1, by=cast.nurse, at=NOW
    )
    assert "Not yet given" not in text(read(client, cast.patient_user, "my:plan"))


def test_another_person_sees_nothing_of_it(client, cast, clock, given):
    assert "Payday" not in text(read(client, cast.other_patient_user, "my:plan"))


def test_the_calendar_tells_when_and_nothing_else(client, cast, clock):
    kept, gone = visit(cast, 92), visit(cast, 120)
    cancel_appointment(appointment=gone, version=1, by=cast.counselor, at=NOW)
    response = read(client, cast.patient_user, "my:calendar")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    file = text(response)
    assert f"UID:{kept.pk}\r\nSEQUENCE:1\r\n" in file
    assert f"UID:{gone.pk}\r\nSEQUENCE:2\r\n" in file
    assert file.count("SUMMARY:Appointment\r\n") == 2
    assert file.count("STATUS:CANCELLED") == 1
    for word in ("Counseling", "Keisha", "Room", "Marc"):
        assert word not in file


@pytest.mark.parametrize("visits", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("my:day", 12), ("my:plan", 10)])
def test_the_pages_ask_the_database_as_often_for_thirty_visits(
    client, cast, clock, given, django_assert_num_queries, visits, name, queries
):
    for number in range(visits):
        visit(cast, 2 + number)
    client.force_login(cast.patient_user)
    with django_assert_num_queries(queries):
        client.get(reverse(name))


def test_days_in_care_are_counted_by_the_persons_own_calendar(cast):
    from aftercare.my.queries import my_day

    assert my_day(cast.patient, NOW).days_in_care == 1
    assert my_day(cast.patient, datetime(2026, 11, 22, 4, 59, tzinfo=UTC)).days_in_care == 2
    assert my_day(cast.patient, NOW + timedelta(days=100)).days_in_care == 30
