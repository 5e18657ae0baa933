"""Recording naloxone: what is kept, what is refused, who may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from recovery.audit.models import AuditEvent
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from tests.cast import NOW
from treatment.naloxone import actions, queries
from treatment.naloxone.models import NaloxoneRecord

TODAY = date(2026, 11, 20)


@pytest.fixture
def page(client, cast):
    client.force_login(cast.nurse)
    return reverse("treatment:naloxone", args=[cast.episode.pk])


def given(**answers):
    return {
        "submission_id": uuid4(),
        "status": "dispensed",
        "expires_on": "2027-08-31",
        "used_since_last": "no",
    } | answers


def record(cast, *, at=NOW, **fields):
    told = {"status": "dispensed", "expires_on": date(2027, 8, 31), "submission_id": uuid4()} | fields
    return actions.record_naloxone(episode=cast.episode, by=cast.nurse, at=at, **told)


def test_a_kit_that_was_given_is_kept_once_however_often_it_is_sent(cast, client, page):
    answers = given()
    assert client.post(page, answers).status_code == 302
    assert client.post(page, answers).status_code == 302
    kept = NaloxoneRecord.objects.get()
    assert (kept.status, kept.expires_on, kept.recorded_by) == ("dispensed", date(2027, 8, 31), cast.nurse)
    assert AuditEvent.objects.filter(resource="treatment.naloxonerecord", action="created").count() == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"status": ""}, "Choose an answer for naloxone today"),
        ({"status": "sold"}, "Select a valid choice"),
        ({"expires_on": ""}, "Enter the expiry date on the kit."),
        ({"expires_on": "soon"}, "Enter a valid date."),
        ({"expires_on": "2026-11-20"}, "This kit has expired."),
        ({"used_since_last": ""}, "Answer the question: Was a kit used since the last visit?"),
        ({"status": "none"}, "Leave the expiry date empty: no kit was given."),
        ({"status": "offered_declined", "expires_on": ""}, "Write why it was declined"),
        ({"refusal_reason": "no wish"}, "Leave the reason empty"),
        ({"submission_id": ""}, "This page is out of date. Open it again."),
    ],
)
def test_answers_that_cannot_be_come_back_with_a_sentence(client, page, answers, sentence):
    response = client.post(page, given(**answers))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not NaloxoneRecord.objects.exists()


def test_an_offer_that_was_declined_keeps_the_persons_reason_and_is_offered_again(client, page, cast):
    client.post(page, given(status="offered_declined", expires_on="", refusal_reason="My sister has one"))
    shown = client.get(page).content.decode()
    assert "My sister has one" in shown
    assert "Offer it again at every visit" in shown


def test_facts_follow_the_newest_record(cast):
    assert queries.naloxone(cast.episode) is None
    assert [each.rule_id for each in queries.findings(cast.episode, TODAY)] == ["NLX-01"]
    record(cast, expires_on=date(2026, 12, 20), used_since_last=True)
    assert queries.naloxone_facts(cast.episode, TODAY) == {
        "kit_status": "dispensed",
        "days_to_expiry": 30,
        "kit_used_since_last": True,
    }
    assert [each.rule_id for each in queries.findings(cast.episode, TODAY)] == ["NLX-03", "NLX-04"]
    record(cast, at=NOW + timedelta(minutes=1))
    assert queries.findings(cast.episode, TODAY) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_on": None},
        {"status": "none"},
        {"status": "offered_declined", "expires_on": None},
        {"refusal_reason": "why"},
    ],
)
def test_a_contradiction_is_refused_also_without_the_form(cast, fields):
    with pytest.raises(actions.NaloxoneContradiction):
        record(cast, **fields)


def test_a_closed_episode_takes_no_record(cast):
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    with pytest.raises(PermissionDenied):
        record(cast)


@pytest.mark.parametrize(
    ("who", "status"),
    [("intake", 403), ("outsider", 404), ("privacy_officer", 404), ("patient_user", 403), ("counselor", 200)],
)
def test_who_may_open_the_page(client, cast, page, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(page).status_code == status


def test_reading_the_page_is_recorded(client, cast, page):
    client.get(page)
    read = AuditEvent.objects.get(action="read", resource="naloxone")
    assert (read.actor, read.patient_id) == (cast.nurse, cast.patient.pk)


@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET status = 'none'", "DELETE FROM {}", "TRUNCATE {}"], ids=["update", "delete", "truncate"]
)
def test_the_database_keeps_every_record_as_it_was(cast, sql):
    record(cast)
    with pytest.raises(Exception, match=r"Cannot|permission denied"), connection.cursor() as cursor:
        cursor.execute(sql.format("treatment_naloxonerecord"))


def test_the_timeline_tells_each_record(cast):
    record(cast, used_since_last=True)
    told = queries.timeline(cast.episode)
    assert [(each.title, each.tone, each.actor) for each in told] == [("Naloxone: kit given", "warn", "Nora Lindqvist")]


@pytest.mark.parametrize("rows", [1, 30])
def test_thirty_records_are_read_in_as_many_queries_as_one(cast, rows, django_assert_num_queries):
    for _ in range(rows):
        record(cast)
    with django_assert_num_queries(3):
        assert len(queries.history(cast.episode)) == rows
        assert len(queries.timeline(cast.episode)) == rows
        queries.findings(cast.episode, TODAY)
