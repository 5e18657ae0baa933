"""What each failure of a provider means: provably unsent, refused, or nobody knows."""

import smtplib
import socket
import threading
import time
from uuid import uuid4

import pytest
import requests
from django.core import mail as django_mail

from recovery.env import Sms
from recovery.outbox.providers import mail, sms
from recovery.outbox.providers.base import Letter, Outcome, Result
from recovery.outbox.providers.configured import by_channel
from recovery.outbox.providers.deadline import within
from recovery.outbox.texts import Text

LETTER = Letter(to="+12125550177", text=Text("", "Front Desk: You have a reminder."))


def an_answer(status, body=b"{}", headers=""):
    head = f"HTTP/1.1 {status} x\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode()
    return head + body


def provider_that_says(said, *, wait=0.0):
    """A server for one request; returns a provider that asks it."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        caller, _ = listener.accept()
        with caller, listener:
            caller.recv(65536)
            time.sleep(wait)
            if said:
                caller.sendall(said)

    threading.Thread(target=serve, daemon=True).start()
    return sms.HttpSms(Sms(f"http://127.0.0.1:{listener.getsockname()[1]}/", "t", "s", 0))


def send(provider):
    return provider.send(LETTER, key=uuid4(), callback_url="http://localhost/hooks/sms/")


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (201, b'{"id": "SM1"}', Result.ACCEPTED),
        (200, b"not json", Result.ACCEPTED),
        (302, b"{}", Result.RETRY),
        (400, b'{"code": 21211}', Result.REFUSED),
        (400, b'{"code": 21610}', Result.OPTED_OUT),
        (401, b"{}", Result.RETRY),
        (404, b"{}", Result.RETRY),
        (408, b"{}", Result.UNKNOWN),
        (409, b"{}", Result.UNKNOWN),
        (422, b"{}", Result.REFUSED),
        (429, b"{}", Result.RETRY),
        (500, b"{}", Result.UNKNOWN),
        (502, b"{}", Result.UNKNOWN),
        (503, b"{}", Result.RETRY),
    ],
)
def test_each_answer_means_one_thing(status, body, result):
    outcome = send(provider_that_says(an_answer(status, body)))
    assert (outcome.result, outcome.http_status) == (result, status)


def test_the_providers_id_and_its_wish_to_wait_are_kept():
    assert send(provider_that_says(an_answer(201, b'{"id": "SM1"}'))).provider_message_id == "SM1"
    assert send(provider_that_says(an_answer(429, headers="Retry-After: 90\r\n"))).retry_after == 90.0


def test_nobody_listening_is_provably_unsent():
    assert send(sms.HttpSms(Sms("http://127.0.0.1:9/", "t", "s", 0))).result == Result.RETRY


def test_a_connection_that_breaks_after_the_message_left_is_unknown():
    assert send(provider_that_says(b"")).result == Result.UNKNOWN


def test_an_answer_that_comes_too_late_is_unknown(settings):
    settings.REMINDER_SEND_SECONDS = 0.3
    assert send(provider_that_says(an_answer(201), wait=1.0)).result == Result.UNKNOWN


def test_an_answer_that_drips_is_cut_off_by_the_deadline():
    began = time.monotonic()
    assert within(0.2, lambda: time.sleep(5)) == Outcome(Result.UNKNOWN, code="deadline")
    assert time.monotonic() - began < 2


def test_a_time_out_while_connecting_is_provably_unsent():
    assert sms._never_connected(requests.ConnectTimeout())
    assert not sms._never_connected(requests.ReadTimeout())


def test_without_a_provider_of_texts_there_is_only_mail(settings):
    assert set(by_channel()) == {"email", "sms"}
    settings.SMS = Sms("", "", "", 0)
    assert set(by_channel()) == {"email"}


# --- e-mail ---------------------------------------------------------------------------------------------------------

MAIL = Letter(
    to="marc@example.org", text=Text("You have a reminder", "Open:\n"), stop_url="https://go.example.org/r/x/stop/"
)


def test_an_e_mail_carries_its_key_and_one_click_stop(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    django_mail.outbox = []
    key = uuid4()
    assert mail.Mail().send(MAIL, key=key, callback_url="").result == Result.ACCEPTED
    (sent,) = django_mail.outbox
    assert sent.extra_headers["Message-ID"] == f"<{key}@localhost>"
    assert sent.extra_headers["List-Unsubscribe"] == "<https://go.example.org/r/x/stop/>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_no_mail_server_is_provably_unsent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert mail.Mail().send(MAIL, key=uuid4(), callback_url="").result == Result.RETRY


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), Result.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"busy")}), Result.RETRY),
        (smtplib.SMTPSenderRefused(550, b"who are you", "b"), Result.RETRY),
        (smtplib.SMTPDataError(554, b"spam"), Result.REFUSED),
        (smtplib.SMTPDataError(451, b"later"), Result.RETRY),
        (smtplib.SMTPServerDisconnected(), Result.UNKNOWN),
    ],
)
def test_each_refusal_of_a_mail_server_means_one_thing(error, result):
    assert mail._judged(error).result == result
