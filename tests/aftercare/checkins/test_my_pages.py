"""Answering one's own check-in, signed in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare.checkins.models import CheckIn, CheckInResponse
from recovery.audit.models import AuditEvent
from tests.aftercare.checkins.scene import AT, MORNING, answered, first_check_in, post_all, schedule

MINE = reverse("checkins:mine")


@pytest.fixture(autouse=True)
def at_nine(clock):
    clock.move_to(MORNING)


@pytest.fixture
def me(client, cast):
    client.force_login(cast.patient_user)
    return client


def question(number):
    return reverse("checkins:mine-question", args=[number])


def test_todays_check_in_is_there_to_start(me, cast):
    first_check_in(cast)
    response = me.get(MINE)
    assert f'href="{question(1)}"' in response.content.decode()
    assert AuditEvent.objects.filter(action="read", resource="own check-in", actor=cast.patient_user).exists()


def test_answering_leads_to_thanks_with_the_name_the_person_chose(me, cast):
    first_check_in(cast)
    response = post_all(me, question, craving=5)
    kept = CheckInResponse.objects.get()
    assert response.url == reverse("checkins:mine-thanks", args=[kept.pk])
    assert not kept.by_link
    page = me.get(response.url).content.decode()
    assert "Thank you for telling us, Marc" in page
    assert "within three days" in page


def test_pressing_send_twice_leads_to_the_same_page(me, cast):
    first_check_in(cast)
    key = uuid4()
    first = post_all(me, question, submission_id=key)
    again = me.post(question(11), {"answer": "yes", "submission_id": key})
    assert again.url == first.url
    assert CheckInResponse.objects.count() == 1


def test_people_to_call_stand_on_the_page_after(me, cast, monkeypatch):
    dee = {"name": "Dee", "relation": "My sister", "phone": "+12125550177"}
    monkeypatch.setattr("aftercare.checkins.queries.people_to_call", lambda episode: [dee])
    first_check_in(cast)
    assert 'href="tel:+12125550177"' in me.get(post_all(me, question).url).content.decode()


def test_nothing_due_says_when_the_next_one_is_and_lets_the_person_begin(me, cast, clock):
    clock.move_to(AT)
    schedule(cast, every_days=4)
    page = me.get(MINE).content.decode()
    assert "Nothing due today" in page
    assert "Tuesday, November 24" in page
    assert me.post(MINE).url == question(1)
    extra = CheckIn.objects.get(schedule=None)
    assert extra.episode == cast.episode


def test_after_todays_the_page_says_so(me, cast):
    answered(first_check_in(cast), cast.patient_user)
    assert "You have checked in today" in me.get(MINE).content.decode()


def test_without_an_open_check_in_a_question_leads_back(me, cast):
    assert me.get(question(1)).url == MINE


def test_a_wrong_answer_comes_back(me, cast):
    first_check_in(cast)
    assert me.post(question(1), {"answer": "12", "submission_id": uuid4()}).status_code == 422


def test_a_danger_shows_the_crisis_page(me, cast):
    first_check_in(cast)
    assert me.post(question(9), {"answer": "yes", "submission_id": uuid4()}).url == reverse(
        "checkins:mine-help", args=[10]
    )
    assert "911" in me.get(reverse("checkins:mine-help", args=[10])).content.decode()


def test_the_page_after_is_nobody_elses(client, cast):
    response = answered(first_check_in(cast), cast.patient_user)
    address = reverse("checkins:mine-thanks", args=[response.pk])
    for user, status in (
        (cast.other_patient_user, 404),
        (cast.outsider, 404),
        (cast.counselor, 403),
        (cast.patient_user, 200),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_staff_have_no_check_in_of_their_own(client, cast):
    for user in (cast.counselor, cast.privacy_officer, cast.administrator):
        client.force_login(user)
        assert client.get(MINE).status_code == 403


def test_not_signed_in_leads_to_the_sign_in(client, db):
    assert client.get(MINE).url.startswith("/accounts/login/")


def test_yesterdays_is_still_there_until_it_closes(me, cast, clock):
    check_in = first_check_in(cast)
    clock.move_to(check_in.closes_at - timedelta(minutes=1))
    me.force_login(cast.patient_user)
    assert "You have a check-in" in me.get(MINE).content.decode()
