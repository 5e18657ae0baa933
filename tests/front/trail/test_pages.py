"""The privacy officer's page of the trail."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from recovery.audit import actions as audit
from recovery.audit import queries
from recovery.audit.codes import Action
from recovery.audit.models import AuditEvent
from recovery.front.templatetags.audit import detail_words
from tests.cast import NOW

TRAIL, VERIFY = reverse("audit:trail"), reverse("audit:verify")


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.privacy_officer)
    return client


def read_often(cast, times):
    for number in range(times):
        at = NOW + timedelta(minutes=number)
        audit.read(f"page {number}", by=cast.nurse, at=at, patient_id=cast.patient.pk)


def test_events_come_newest_first(cast, officer):
    read_often(cast, 3)
    resources = [event.resource for event in officer.get(TRAIL).context["page"].events if event.resource[:4] == "page"]
    assert resources == ["page 2", "page 1", "page 0"]


def test_reading_the_trail_is_in_the_trail(cast, officer):
    officer.get(TRAIL)
    reads = AuditEvent.objects.filter(resource="audit trail")
    assert [(event.actor, event.action) for event in reads] == [(cast.privacy_officer, Action.READ)]


def test_a_read_narrowed_to_one_record_says_which(cast, officer):
    officer.post(TRAIL, {"record": cast.patient.record_number})
    assert AuditEvent.objects.get(resource="audit trail").patient_id == cast.patient.pk


def test_pages_of_fifty_leave_nothing_out_and_show_nothing_twice(cast, officer):
    read_often(cast, 120)
    asked, seen = {"record": cast.patient.record_number, "action": "read"}, []
    for _ in range(9):
        page = officer.post(TRAIL, asked).context["page"]
        seen += [event.resource for event in page.events if event.actor == cast.nurse]
        if not page.after:
            break
        asked["before"] = page.after
    assert seen == [f"page {number}" for number in reversed(range(120))]


def test_events_of_one_moment_are_paged_by_key(cast, officer):
    for number in range(60):
        audit.read(f"page {number}", by=cast.nurse, at=NOW, patient_id=cast.patient.pk)
    first = queries.page(queries.Asked(actor=cast.nurse), before=None, by=cast.privacy_officer, at=NOW)
    at, _, key = first.after.partition("|")
    last = first.events[-1]
    assert (at, key) == (last.at.isoformat(), str(last.pk))
    rest = queries.newest_first(before=(last.at, last.pk)).filter(actor=cast.nurse)
    assert len({event.pk for event in first.events} | {event.pk for event in rest}) == 60


def test_who_and_what_narrow_the_trail(cast, officer):
    read_often(cast, 2)
    events = officer.post(TRAIL, {"actor": cast.nurse.pk, "action": "read"}).context["page"].events
    assert {(event.actor, event.action) for event in events} == {(cast.nurse, "read")}
    assert officer.post(TRAIL, {"actor": cast.nurse.pk, "action": "signed"}).context["page"].events == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"record": "Whitfield"}, "Enter a record number such as R-1042."),
        ({"record": "R-99999999"}, "There is no record with this number."),
        ({"record": "9" * 20}, "Enter a record number such as R-1042."),
        ({"record": "٣٤"}, "Enter a record number such as R-1042."),
        ({"before": "yesterday"}, "This page is out of date."),
        ({"before": "2026-11-20T10:00:00|x"}, "This page is out of date."),
        ({"action": "burned"}, "Choose one of the list."),
        ({"actor": "nobody"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_asked_comes_back_with_a_sentence(officer, asked, sentence):
    reply = officer.post(TRAIL, asked)
    assert reply.status_code == 422
    assert sentence in reply.content.decode()


def test_people_are_shown_by_number_never_by_name(cast, officer):
    body = officer.get(TRAIL).content.decode()
    assert cast.patient.record_number in body
    assert "Whitfield" not in body


def test_a_patient_who_acted_is_not_named(cast, officer):
    audit.read("my plan", by=cast.patient_user, at=NOW, patient_id=cast.patient.pk)
    body = officer.post(TRAIL, {"record": cast.patient.record_number, "action": "read"}).content.decode()
    assert "my plan" in body
    assert cast.patient_user.name not in body


def test_details_are_put_into_words():
    detail = {"consent": False, "fields": ["name", "role"], "rules": [], "ids": ["x"], "count": 1}
    assert detail_words(detail) == "consent: no, fields: name and role, count: 1"


def test_the_trail_takes_as_many_queries_for_one_event_as_for_thirty(cast, officer, django_assert_num_queries):
    asked = {"actor": cast.nurse.pk}
    officer.post(TRAIL, asked)
    for times in (1, 30):
        read_often(cast, times)
        with django_assert_num_queries(9):
            officer.post(TRAIL, asked)


@pytest.mark.parametrize("who", ["nurse", "administrator", "patient_user"])
def test_others_do_not_read_the_trail(cast, client, who):
    client.force_login(getattr(cast, who))
    assert [client.get(TRAIL).status_code, client.post(VERIFY).status_code] == [403, 403]


def test_verifying_an_untouched_trail_says_that_it_fits(cast, officer):
    assert "Every link fits" in officer.post(VERIFY).content.decode()
    assert AuditEvent.objects.filter(resource="audit verification", actor=cast.privacy_officer).count() == 1


def test_a_broken_trail_names_the_events(officer, monkeypatch):
    monkeypatch.setattr(queries, "broken_links", lambda: [(7, 3)])
    body = officer.post(VERIFY).content.decode()
    assert "The trail does not fit" in body
    assert '<th scope="row">7</th><td>3</td>' in body


def test_a_trail_too_long_for_a_page_is_left_to_the_command(officer, monkeypatch):
    def times_out():
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 1")
            cursor.execute("SELECT pg_sleep(1)")

    monkeypatch.setattr(queries, "broken_links", times_out)
    assert "verify_audit" in officer.post(VERIFY).content.decode()
