"""What the provider of text messages reports: proved, kept once, and only ever raising a state."""

import json
import time
from itertools import permutations
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from recovery.core.ids import uuid7
from recovery.outbox.actions import reports
from recovery.outbox.codes import MessageState
from recovery.outbox.models import DeliveryAttempt, OptOut, OutboundMessage, ProviderEvent
from recovery.outbox.rules.signatures import is_genuine, sign
from recovery.patients.codes import Channel
from tests.outbox.conftest import SMS
from tests.outbox.test_planning import plan  # noqa: F401  a fixture

PATH = "/hooks/sms/"


def tell(kind, *, attempt=None, event_id=None, secret=SMS.signing_secret, age=0, **data):
    body = json.dumps({"type": kind, "data": data}).encode()
    event_id, stamp = event_id or uuid4().hex, str(int(time.time()) - age)
    headers = {
        "webhook-id": event_id,
        "webhook-timestamp": stamp,
        "webhook-signature": sign(secret, event_id=event_id, timestamp=stamp, body=body),
    }
    path = f"{PATH}?attempt={attempt}" if attempt else PATH
    return Client().post(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def sent(plan):  # noqa: F811
    """A message that was handed over once and stands at `state`, with its attempt."""

    def sent(*path):
        message = plan().messages.get(channel=Channel.SMS)
        for state in path:
            OutboundMessage.objects.filter(pk=message.pk).update(state=state, provider="sms")
        attempt = DeliveryAttempt.objects.create(
            id=uuid7(), message=message, lease_token=uuid4(), number=1, started_at=timezone.now()
        )
        return message, attempt

    return sent


def state(message):
    message.refresh_from_db()
    return message.state


def test_a_delivery_report_is_applied_by_the_attempts_id(sent):
    message, attempt = sent("claimed", "sending", "sent")
    assert tell("message.delivered", attempt=attempt.pk, id="SM1").status_code == 200
    assert (state(message), message.provider_message_id) == (MessageState.DELIVERED, "SM1")


def test_it_repairs_what_is_uncertain(sent):
    message, attempt = sent("claimed", "sending", "uncertain")
    tell("message.sent", attempt=attempt.pk)
    assert state(message) == MessageState.SENT


def test_a_report_that_lost_the_attempt_is_understood_by_the_providers_id(sent):
    message, _ = sent("claimed", "sending", "sent")
    OutboundMessage.objects.filter(pk=message.pk).update(provider_message_id="SM7")
    tell("message.delivered", id="SM7")
    assert state(message) == MessageState.DELIVERED
    assert tell("message.delivered", id="unknown").status_code == 200


def test_in_any_order_and_repeated_the_highest_report_stands(sent):
    kinds = ("message.sent", "message.undelivered", "message.delivered")
    for order in permutations(kinds):
        message, attempt = sent("claimed", "sending")
        for kind in order:
            for _ in range(3):
                tell(kind, attempt=attempt.pk, event_id=f"{attempt.pk.hex}{kind[-4:]}")
        assert state(message) == MessageState.DELIVERED, order
        assert ProviderEvent.objects.filter(attempt_id=attempt.pk).count() == 3


@pytest.mark.parametrize(
    "forgery",
    [{"secret": "not-the-secret"}, {"age": 3600}, {"age": -3600}],
    ids=["another secret", "too old", "from the future"],
)
def test_a_forged_or_old_report_is_refused(sent, forgery):
    message, attempt = sent("claimed", "sending", "sent")
    assert tell("message.delivered", attempt=attempt.pk, **forgery).status_code == 403
    assert state(message) == MessageState.SENT
    assert not ProviderEvent.objects.exists()


def test_a_report_without_a_signature_is_refused(cast):
    assert Client().post(PATH, b"{}", content_type="application/json").status_code == 403
    assert Client().get(PATH).status_code == 405


def test_without_a_secret_nothing_is_genuine():
    headers = {"webhook-id": "1", "webhook-timestamp": "100"}
    headers["webhook-signature"] = sign("", event_id="1", timestamp="100", body=b"")
    assert not is_genuine("", headers, b"", now=100)


def test_the_example_of_the_standard_is_genuine():
    body = b'{"test": 2432232314}'
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert is_genuine("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", headers, body, now=1614265330)


@pytest.mark.parametrize("kind", [None, "x" * 31, 7])
def test_what_cannot_be_read_is_answered_400_or_kept_unapplied(cast, kind):
    assert tell(kind).status_code in (200, 400)


def test_a_type_we_do_not_know_is_kept_and_changes_nothing(sent):
    message, attempt = sent("claimed", "sending", "sent")
    assert tell("message.queued", attempt=attempt.pk).status_code == 200
    assert state(message) == MessageState.SENT


def test_stop_is_heard_once_and_confirmed_once(cast):
    number = cast.patient.contact_points.get(channel=Channel.SMS).address
    for event in ("a", "a", "b"):
        tell("message.received", event_id=event, **{"from": number, "text": "STOP"})
    assert list(OptOut.objects.values_list("source", "opted_in")) == [("STOP", False)]
    assert OutboundMessage.objects.get().template_code == "opt_out"
    tell("message.received", **{"from": number, "text": "Start"})
    assert list(OptOut.objects.order_by("at").values_list("opted_in", flat=True)) == [False, True]


@pytest.mark.parametrize(
    "text",
    ["STOP", "stop", " Stop. ", "QUIT", "End", "REVOKE", "Opt out", "OPT-OUT", "opt out please", "CANCEL", "Unsubscribe",
     "STOPALL", "please stop", "Stop texting me", "Don’t text me again", "ALTO"],
)  # fmt: skip
def test_every_reasonable_wording_of_stop_counts(text):
    assert reports.meaning(text) == "stop"


@pytest.mark.parametrize("text", ["START", "unstop", "Opt in"])
def test_start_begins_again(text):
    assert reports.meaning(text) == "start"


@pytest.mark.parametrize("text", ["", "ok", "thanks", "I will come to the endoscopy", "can we cancel the visit", "yes"])
def test_anything_else_changes_nothing(text):
    assert reports.meaning(text) == ""
