"""Signing in, out, and failing to: audited, limited, and ended in time."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from recovery.accounts.models import User
from recovery.accounts.signals import digest
from recovery.audit.models import AuditEvent
from tests.cast import PASSWORD

LOGIN, HOME, BOOK = reverse("account_login"), reverse("home"), reverse("rulebook:index")
MINUTE, HOUR = 60, 3600  # s


@pytest.fixture(autouse=True)
def no_attempts_yet(db):
    cache.clear()


def sign_in(client, email="nurse@example.org", password=PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def events(action):
    return AuditEvent.objects.filter(action=action)


def test_signing_in_leads_to_the_page_that_was_asked_for(cast, client):
    asked = client.get(BOOK)
    assert asked["Location"] == f"{LOGIN}?next={BOOK}"
    reply = client.post(asked["Location"], {"login": "nurse@example.org", "password": PASSWORD, "next": BOOK})
    assert reply["Location"] == BOOK
    assert client.get(BOOK).status_code == 200


def test_signing_in_and_out_are_in_the_trail(cast, client):
    sign_in(client)
    client.post(reverse("account_logout"))
    assert [event.actor for event in events("signed_in")] == [cast.nurse]
    assert [event.actor for event in events("signed_out")] == [cast.nurse]
    assert client.get(BOOK).status_code == 302


def test_a_failed_sign_in_keeps_a_digest_and_no_address(cast, client):
    assert sign_in(client, " Nurse@example.org", "wrong").status_code == 200
    [event] = events("sign_in_failed")
    assert (event.actor, event.detail) == (None, {"address_digest": digest("nurse@example.org")})
    assert "nurse" not in str(event.detail)


def test_the_digest_needs_the_key(settings):
    before = digest("nurse@example.org")
    settings.SECRET_KEY = "another key of this installation, long enough to be one"
    assert digest("nurse@example.org") != before


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(cast, client):
    replies = [sign_in(client, email, "wrong") for email in ("nurse@example.org", "nobody@example.org")]
    errors = [reply.context["form"].non_field_errors() for reply in replies]
    assert errors[0]
    assert list(errors[0]) == list(errors[1])


def test_after_five_wrong_passwords_the_right_one_waits_too(cast, client):
    for _ in range(5):
        sign_in(client, password="wrong")
    reply = sign_in(client)
    assert reply.status_code == 200
    assert "Too many" in str(reply.context["form"].errors)
    assert client.get(BOOK).status_code == 302


def test_the_wait_ends_after_five_minutes(cast, clock):
    client = Client()
    for _ in range(5):
        sign_in(client, password="wrong")
    clock.shift(5 * MINUTE + 1)
    assert sign_in(client)["Location"] == HOME


def test_a_closed_account_does_not_sign_in(cast, client):
    User.objects.filter(pk=cast.nurse.pk).update(is_active=False)
    sign_in(client)
    assert client.get(BOOK).status_code == 302


def test_nobody_signs_up_and_the_page_says_who_to_ask(db, client):
    for reply in (client.get(reverse("account_signup")), client.post(reverse("account_signup"), {"email": "a@b.org"})):
        assert "Ask whoever manages accounts there." in reply.content.decode()
    assert not User.objects.filter(email="a@b.org").exists()


@pytest.mark.parametrize(("idle", "status"), [(15 * MINUTE - 5, 200), (15 * MINUTE + 5, 302)])
def test_a_session_ends_after_fifteen_idle_minutes(cast, clock, idle, status):
    client = Client()
    sign_in(client)
    client.get(BOOK)
    clock.shift(idle)
    assert client.get(BOOK).status_code == status


def test_what_the_page_does_by_itself_keeps_no_session_alive(cast, clock):
    client = Client()
    sign_in(client)
    for _ in range(3):
        clock.shift(6 * MINUTE)
        reply = client.get(BOOK, headers={"Recovery-Background": "1"})
    assert reply.status_code == 302


@pytest.mark.parametrize(
    ("email", "url", "hours"), [("nurse@example.org", BOOK, 12), ("marc@example.org", reverse("display"), 2)]
)
def test_a_session_ends_after_its_whole_time_however_busy(cast, clock, email, url, hours):
    client = Client()
    sign_in(client, email)
    for _ in range(hours * 6):
        assert client.get(url).status_code in (200, 405)
        clock.shift(10 * MINUTE)
    clock.shift(5)
    assert client.get(url).status_code == 302


def test_a_session_that_ended_by_itself_is_in_the_trail_as_a_sign_out(cast, clock):
    client = Client()
    sign_in(client)
    client.get(BOOK)
    clock.shift(HOUR)
    client.get(BOOK)
    assert [event.actor for event in events("signed_out")] == [cast.nurse]


def test_changing_the_password_ends_the_other_sessions(cast):
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    new = {"oldpassword": PASSWORD, "password1": "another long passphrase", "password2": "another long passphrase"}
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert elsewhere.get(BOOK).status_code == 302


def test_a_forgotten_password_is_set_anew_by_a_neutral_message(cast, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "marc@example.org"})
    [message] = mail.outbox
    assert message.subject == "Set a new password"
    words = message.body.lower()
    assert not [word for word in ("recovery", "treatment", "opioid", "patient", "center", "marc ") if word in words]
    path = re.search(r"http://[^/]+(/\S+)", message.body).group(1)
    assert client.get(path, follow=True).status_code == 200


def test_who_asks_for_an_unknown_address_is_answered_alike(cast, client):
    replies = [client.post(reverse("account_reset_password"), {"email": e}) for e in ("marc@example.org", "x@y.org")]
    assert [(reply.status_code, reply["Location"]) for reply in replies] == [(302, replies[0]["Location"])] * 2
