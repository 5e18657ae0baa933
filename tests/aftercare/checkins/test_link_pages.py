"""Answering by the link of a reminder."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.checkins import actions
from aftercare.checkins.models import CheckIn, CheckInResponse
from recovery.outbox.models import SecureLink
from tests.aftercare.checkins.scene import CALM, MORNING, answered, first_check_in, ids, link_to, post_all

FORBIDDEN = (
    "Marc",
    "Whitfield",
    "R-1",
    "Keisha",
    "Monroe",
    "opioid",
    "heroin",
    "recovery",
    "treatment",
    "buprenorphine",
)


@pytest.fixture(autouse=True)
def at_nine(clock):
    clock.move_to(MORNING)


@pytest.fixture
def check_in(cast):
    return first_check_in(cast)


@pytest.fixture
def token(check_in):
    return link_to(check_in)[1]


def page_of(token, number=None, name="question"):
    return (
        reverse("links:open", args=[token])
        if number is None
        else reverse(f"checkins:answer-{name}", args=[token, number])
    )


def words_of(response):
    """What a person can read: the body without the addresses in it."""
    import re

    return re.sub(r"<[^>]+>", " ", response.content.decode())


def number_of(name):
    return ids().index(name) + 1


def test_the_first_page_is_neutral(client, token):
    response = client.get(page_of(token))
    assert response.status_code == 200
    shown = words_of(response)
    assert "You have a check-in" in shown
    assert "It takes about a minute." in shown
    assert "988" in shown
    assert [word for word in FORBIDDEN if word.lower() in shown.lower()] == []


def test_the_pages_are_never_kept_and_send_no_referrer(client, token):
    for response in (client.get(page_of(token)), client.get(page_of(token, 1)), client.get(page_of("x" * 43))):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]


def test_opening_pages_changes_nothing(client, check_in, token):
    before = (CheckIn.objects.values().get(pk=check_in.pk), list(SecureLink.objects.values()))
    for address in (page_of(token), page_of(token, 1), page_of(token, 3), page_of(token, 2, "help")):
        client.get(address)
        client.head(address)
    assert (CheckIn.objects.values().get(pk=check_in.pk), list(SecureLink.objects.values())) == before


def test_all_questions_then_the_page_after_and_the_link_is_used(client, check_in, token):
    response = post_all(client, lambda number: page_of(token, number), craving=8)
    assert response.url == f"{page_of(token)}thanks/"
    after = words_of(client.get(response.url))
    assert "Thank you for telling us" in after
    assert "Cravings rise, peak and pass" in after
    assert "988" in after
    assert "Marc" not in after
    kept = CheckInResponse.objects.get()
    assert (kept.level, kept.by_link, kept.craving, kept.answers["used"]) == ("orange", True, 8, ["none"])
    assert SecureLink.objects.get(subject_id=check_in.pk).used_at == MORNING
    assert client.get(page_of(token)).status_code == 410


def test_the_page_after_is_for_the_browser_that_answered_and_only_for_a_while(client, check_in, token, clock):
    from django.test import Client

    response = post_all(client, lambda number: page_of(token, number))
    assert client.get(response.url).status_code == 200
    assert Client().get(response.url).status_code == 410
    clock.move_to(MORNING + timedelta(minutes=16))
    assert client.get(response.url).status_code == 410


def test_the_page_after_gives_the_persons_own_steps(client, check_in, token, monkeypatch):
    monkeypatch.setattr(
        "aftercare.checkins.queries.coping_steps", lambda episode: [("I am alone at night", "Walk to the river")]
    )
    response = post_all(client, lambda number: page_of(token, number), craving=8)
    after = words_of(client.get(response.url))
    assert "Walk to the river" in after
    assert "What you said helps" in after


def test_pressing_send_twice_makes_one_response_and_leads_to_the_same_page(client, check_in, token):
    key = uuid4()
    first = post_all(client, lambda number: page_of(token, number), submission_id=key)
    last = number_of("naloxone_at_home")
    again = client.post(page_of(token, last), {"answer": "yes", "submission_id": key})
    assert again.url == first.url
    assert CheckInResponse.objects.count() == 1


def test_another_post_on_a_used_link_is_refused(client, check_in, token):
    post_all(client, lambda number: page_of(token, number))
    assert client.post(page_of(token, 1), {"answer": "3", "submission_id": uuid4()}).status_code == 410


def test_passing_over_is_kept_as_no_answer(client, check_in, token):
    post_all(client, lambda number: page_of(token, number), craving=None, used=None)
    assert CheckInResponse.objects.get().answers["craving"] is None


def test_a_danger_shows_the_crisis_page_before_anything_else(client, check_in, token):
    number = number_of("suicidal_thoughts")
    response = client.post(page_of(token, number), {"answer": "yes", "submission_id": uuid4()})
    assert response.url == page_of(token, number + 1, "help")
    shown = words_of(client.get(response.url))
    assert "988" in shown
    assert "911" in shown
    assert "Continue" in shown
    check_in.refresh_from_db()
    assert check_in.answers_so_far == {"suicidal_thoughts": True}


def test_an_overdose_leads_to_naloxone_and_the_tolerance_warning(client, check_in, token):
    response = post_all(client, lambda number: page_of(token, number), overdose_since_last=True, naloxone_at_home=False)
    after = words_of(client.get(response.url))
    assert "Your tolerance has dropped" in after
    assert "Keep naloxone (Narcan) at home" in after


def test_opening_the_link_again_goes_on_where_it_stopped_and_shows_nothing_said(client, check_in, token):
    client.post(page_of(token, 1), {"answer": "7", "submission_id": uuid4()})
    client.cookies.clear()
    assert page_of(token, 2) in client.get(page_of(token)).content.decode()
    assert "checked" not in client.get(page_of(token, 1)).content.decode()


def test_back_leads_to_the_question_before(client, check_in, token):
    assert f'href="{page_of(token, 2)}"' in client.get(page_of(token, 3)).content.decode()
    assert f'href="{page_of(token)}"' in client.get(page_of(token, 1)).content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("craving", {"answer": "11"}),
        ("craving", {"answer": "-1"}),
        ("craving", {"answer": "much"}),
        ("craving", {}),
        ("used", {"answer": ["sugar"]}),
        ("used", {"answer": ["none", "opioid"]}),
        ("mood_1", {"answer": "4"}),
        ("suicidal_thoughts", {"answer": "maybe"}),
        ("craving", {"answer": "3", "submission_id": "tampered"}),
    ],
)
def test_an_answer_that_is_not_offered_comes_back_with_422(client, check_in, token, name, data):
    response = client.post(page_of(token, number_of(name)), {"submission_id": uuid4()} | data)
    assert response.status_code == 422
    assert "Error: " in response.content.decode()
    check_in.refresh_from_db()
    assert check_in.answers_so_far == {}


def test_a_question_that_does_not_exist_is_not_found(client, token):
    assert client.get(page_of(token, 99)).status_code == 404
    assert client.get(page_of(token, 0)).status_code == 404


def test_links_that_do_not_open_look_alike_and_tell_nothing(client, cast, check_in):
    link, used = link_to(check_in)
    SecureLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    _, expired = link_to(check_in, expires_at=MORNING - timedelta(minutes=1))
    bodies = {}
    for name, token, status in (
        ("used", used, 410),
        ("expired", expired, 410),
        ("unknown", "A" * 43, 404),
        ("altered", used[:-1] + "_", 404),
    ):
        response = client.get(page_of(token))
        assert response.status_code == status, name
        bodies[name] = words_of(response)
    assert len(set(bodies.values())) == 1
    assert "988" in bodies["used"]
    assert [word for word in FORBIDDEN if word.lower() in bodies["used"].lower()] == []


def test_the_link_of_a_missed_check_in_is_closed(client, check_in, clock):
    _, token = link_to(check_in, expires_at=check_in.closes_at + timedelta(hours=3))
    clock.move_to(check_in.closes_at)
    actions.close(at=check_in.closes_at)
    assert client.get(page_of(token, 1)).status_code == 410
    assert client.post(page_of(token, 1), {"answer": "3", "submission_id": uuid4()}).status_code == 410
    assert client.get(page_of(token)).status_code == 410


def test_an_expired_link_takes_no_answer(client, check_in):
    _, token = link_to(check_in, expires_at=MORNING)
    assert client.post(page_of(token, 1), {"answer": "3", "submission_id": uuid4()}).status_code == 410
    check_in.refresh_from_db()
    assert check_in.answers_so_far == {}


def test_answered_elsewhere_closes_the_link(client, cast, check_in, token):
    answered(check_in, cast.patient_user)
    assert client.get(page_of(token)).status_code == 410


def test_the_sixth_unknown_link_in_a_minute_is_held_off_but_a_right_one_opens(client, check_in, token):
    from django.core.cache import cache

    cache.clear()
    statuses = [client.get(page_of(f"{n:043}")).status_code for n in range(6)]
    assert statuses == [404] * 5 + [429]
    assert client.get(page_of(token)).status_code == 200


def test_the_page_is_in_the_language_of_the_record_or_the_one_chosen(client, cast, check_in, token):
    cast.patient.language = "es"
    cast.patient.save()
    response = client.get(page_of(token, 1))
    assert response["Content-Language"] == "es"
    assert "¿Qué tan fuerte es su deseo" in response.content.decode()
    client.cookies["django_language"] = "en"
    assert "How strong is your craving" in client.get(page_of(token, 1)).content.decode()


def test_a_check_in_belongs_to_its_own_link_whoever_is_signed_in(client, cast, check_in, token):
    client.force_login(cast.other_patient_user)
    assert client.get(page_of(token)).status_code == 200
    assert "tabbar" not in client.get(page_of(token)).content.decode()


def test_calm_answers_are_what_the_scene_says():
    assert set(CALM) == set(ids())
