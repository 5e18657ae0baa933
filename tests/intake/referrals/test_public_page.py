"""The public page: a person gets a call, a machine gets a polite page, and nothing says who asked."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.referrals import actions
from intake.referrals.forms import public as public_forms
from intake.referrals.models import Referral, ReferralMove
from intake.referrals.views import limits
from recovery.audit.models import AuditEvent
from tests.intake.referrals.given import caller
from tests.reading import grade

ME, SOMEONE, PROFESSIONAL = (reverse("help:ask", args=[who]) for who in ("me", "someone", "professional"))


@pytest.mark.parametrize(("language", "said"), [("en", "Weekdays 8 to 6"), ("es", "De lunes a viernes")])
def test_the_hours_of_the_center_are_in_the_language_of_the_page(db, client, settings, language, said):
    settings.CENTER_PHONE, settings.CENTER_HOURS, settings.CENTER_HOURS_ES = (
        "555-0142",
        "Weekdays 8 to 6",
        "De lunes a viernes",
    )
    assert said in client.get(reverse("help:page"), headers={"Accept-Language": language}).content.decode()
    settings.CENTER_HOURS_ES = ""
    assert "Weekdays 8 to 6" in client.get(reverse("help:page"), headers={"Accept-Language": "es"}).content.decode()


def shown(clock, client, address=ME, seconds=30):
    """What a person has typed, `seconds` after the page came."""
    page = client.get(address).content.decode()
    clock.shift(timedelta(seconds=seconds))
    return {
        "ticket": re.search(r'name="ticket" value="([^"]+)"', page)[1], "website": "", "name": "Rosa",
        "phone": "(212) 555-0101", "may_say_why": "no", "may_leave_message": "yes", "best_time": "evening",
        "language": "es", "signs": ["pregnant", "withdrawal"],
    }  # fmt: skip


def test_a_request_is_kept_with_what_a_call_back_needs_and_nothing_else(db, clock, client):
    reply = client.post(ME, shown(clock, client))
    assert (reply.status_code, reply.url) == (302, reverse("help:thanks"))
    kept = Referral.objects.get()
    assert (kept.way, kept.source, kept.name, kept.phone) == ("page", "self", "Rosa", "+12125550101")
    assert (kept.may_say_why, kept.may_leave_message, kept.best_time, kept.language) == (False, True, "evening", "es")
    assert (kept.reasons, kept.priority) == (["pregnant", "withdrawal"], 1)
    assert AuditEvent.objects.get().actor_role == "public"


@pytest.mark.parametrize(
    ("address", "more", "source"),
    [(SOMEONE, {}, "family"), (PROFESSIONAL, {"organisation": "County court", "role": "Clerk"}, "professional")],
)
def test_others_may_ask(db, clock, client, address, more, source):
    assert client.post(address, shown(clock, client, address) | more).status_code == 302
    kept = Referral.objects.get()
    assert (kept.source, kept.organisation) == (source, more.get("organisation", ""))


def test_an_unknown_door_leads_nowhere(db, clock, client):
    assert client.get(reverse("help:ask", args=["anybody"])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "555"}, "Enter a phone number with area code"),
        ({"phone": ""}, "Enter phone number"),
        ({"name": " "}, "Answer the question: What name should we ask for?"),
        ({"may_say_why": ""}, "Answer the question: If someone else picks up, may we say where we call from?"),
        ({"signs": ["tired"]}, "Select a valid choice"),
        ({"ticket": ""}, "This page was open for a long time"),
    ],
)
def test_bad_input_comes_back_as_typed_with_what_to_do(db, clock, client, changes, words):
    reply = client.post(ME, shown(clock, client) | {"name": "Rosa Maria"} | changes)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert words in page
    assert "Error: Ask for a call" in page
    assert ('value="Rosa Maria"' in page) is ("name" not in changes)
    assert Referral.objects.count() == 0


def test_a_page_left_open_overnight_keeps_what_was_typed_and_works_at_the_second_press(db, clock, client):
    data = shown(clock, client, seconds=13 * 3600)
    page = client.post(ME, data).content.decode()
    fresh = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    clock.shift(timedelta(seconds=5))
    assert client.post(ME, data | {"ticket": fresh}).status_code == 302


# --- machines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "https://pills.example"},
        {"name": "Buy at https://pills.example"},
        {"name": "<a href=x>"},
        {"ticket": "forged:signature"},
    ],
)
def test_a_machine_is_told_to_call_and_nothing_is_kept(db, clock, client, changes):
    reply = client.post(ME, shown(clock, client) | changes)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "nothing was saved" in page
    assert "1-800-662-4357" in page
    assert "pills" not in page
    assert Referral.objects.count() == 0


def test_nobody_fills_the_form_in_two_seconds(db, clock, client):
    data = shown(clock, client, seconds=2)
    assert client.post(ME, data).status_code == 422
    clock.shift(timedelta(seconds=2))
    assert client.post(ME, data).status_code == 302


def test_a_button_pressed_in_haste_gets_the_form_back_not_the_door(db, clock, client):
    reply = client.post(ME, shown(clock, client, seconds=1) | {"name": ""})
    assert "Answer the question: What name should we ask for?" in reply.content.decode()


def test_a_request_played_back_is_the_same_request(db, clock, client):
    data = shown(clock, client)
    for _ in range(3):
        assert client.post(ME, data).status_code == 302
    assert Referral.objects.count() == 1


def test_one_address_asks_ten_times_an_hour_and_another_is_not_its_victim(db, clock, client):
    for _ in range(limits.AN_ADDRESS):
        assert client.post(ME, shown(clock, client)).status_code == 302
    assert client.post(ME, shown(clock, client)).status_code == 429
    assert Referral.objects.count() == limits.AN_ADDRESS
    assert client.post(ME, shown(clock, client), REMOTE_ADDR="192.0.2.7").status_code == 302
    clock.shift(timedelta(hours=1, seconds=1))
    assert client.post(ME, shown(clock, client)).status_code == 302


def test_all_together_are_limited_too(db, clock, client):
    cache.set("call-asked:all", limits.ALL_TOGETHER, limits.WINDOW)
    assert client.post(ME, shown(clock, client)).status_code == 429


def test_the_limits_keep_no_address(db, clock, client):
    client.post(ME, shown(clock, client), REMOTE_ADDR="192.0.2.7")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT cache_key FROM django_cache WHERE cache_key LIKE '%%call-asked%%'")
        keys = [row[0] for row in cursor.fetchall()]
    assert len(keys) == 2
    assert not any("192.0.2.7" in key for key in keys)


def test_without_the_csrf_token_nothing_is_kept(db, clock):
    strict = Client(enforce_csrf_checks=True)
    data = shown(clock, strict)
    assert strict.post(ME, data).status_code == 403
    page = strict.get(ME).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert strict.post(ME, data | {"csrfmiddlewaretoken": token}).status_code == 302


def test_five_hundred_identical_requests_at_once_make_one_record(transactional_ground):
    key = uuid4()

    def ask(_):
        try:
            return actions.ask_for_call(caller=caller(), signs=["overdose"], submission_id=key, at=timezone.now()).pk
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(16) as threads:
        kept = set(threads.map(ask, range(500)))
    assert len(kept) == Referral.objects.count() == ReferralMove.objects.count() == 1


# --- what a visitor sees, and what nobody sees ------------------------------------------------------------------

PAGES = [reverse("help:page"), ME, SOMEONE, PROFESSIONAL, reverse("help:thanks")]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "words"), [("en", "In danger right now?"), ("es", "¿En peligro ahora mismo?")])
def test_every_page_speaks_both_languages_and_shows_whom_to_call_now(db, clock, client, address, language, words):
    reply = client.get(address, headers={"accept-language": language})
    page = reply.content.decode()
    assert reply.headers["Content-Language"] == language
    assert words in page
    assert page.index('href="tel:988"') < page.index("<h1")
    assert page.count('href="tel:911"') >= 2
    assert reply.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", PAGES[1:])
def test_no_search_engine_keeps_a_form_or_what_follows(db, clock, client, address):
    assert client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_the_page_about_help_may_be_found(db, clock, client):
    assert "X-Robots-Tag" not in client.get(reverse("help:page")).headers


def test_the_sign_in_page_leads_to_it(db, clock, client):
    assert f'href="{reverse("help:page")}"' in client.get(reverse("account_login")).content.decode()


def test_nothing_typed_stands_in_an_address_a_title_or_a_log(db, clock, client, capsys):
    reply = client.post(ME, shown(clock, client), follow=True)
    told = capsys.readouterr()
    for hidden in ("Rosa", "5550101", "555-0101", "pregnant"):
        assert hidden not in reply.request["PATH_INFO"] + reply.request["QUERY_STRING"]
        assert hidden not in reply.content.decode()
        assert hidden not in told.out + told.err


def test_the_ticket_holds_nothing_about_the_person():
    given = public_forms.SIGNER.unsign_object(public_forms.ticket())
    assert set(given) == {"id", "at"}
    assert json.dumps(given)


@pytest.mark.parametrize("form", public_forms.FORMS.values(), ids=lambda form: form.__name__)
def test_the_questions_read_at_grade_eight_or_lower(form):
    asked = [str(text) for field in form().fields.values() for text in (field.label, field.help_text) if text]
    sentences = [text if text[-1] in ".?" else f"{text}." for text in asked if len(text.split()) > 2]
    assert grade(" ".join(sentences)) <= 8
