"""Staff see every reminder that reached nobody, of the people within their reach, until a person has taken it up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recovery.audit.models import AuditEvent
from recovery.outbox import actions, queries
from recovery.outbox.actions import reminders
from recovery.outbox.codes import MessageState, OccurrenceStatus
from recovery.outbox.models import Occurrence, OutboundMessage, PumpHeartbeat, Resolution
from recovery.patients.codes import Channel
from tests.cast import NOW
from tests.outbox.test_planning import plan  # noqa: F401  a fixture

REVIEW = "/messages/"
PATHS = {
    MessageState.NEEDS_REVIEW: ["claimed", "sending", "uncertain", "needs_review"],
    MessageState.DEAD: ["claimed", "sending", "dead"],
    MessageState.EXPIRED: ["expired"],
    MessageState.UNDELIVERED: ["claimed", "sending", "sent", "undelivered"],
    MessageState.SUPPRESSED: ["suppressed"],
    MessageState.SENT: ["claimed", "sending", "sent"],
}


def move(messages, state):
    for step in PATHS[state]:
        messages.update(state=step)


@pytest.fixture
def stuck(plan):  # noqa: F811
    """A reminder whose messages all stand at `state`."""

    def stuck(state=MessageState.NEEDS_REVIEW, **changes):
        occurrence = plan(**changes)
        move(occurrence.messages, state)
        return occurrence.messages.get(channel=Channel.SMS)

    return stuck


@pytest.mark.parametrize("state", [each for each in PATHS if each != MessageState.SENT])
def test_it_stands_on_the_list(cast, stuck, state):
    message = stuck(state)
    assert message in queries.needs_review(cast.counselor)
    assert message not in queries.needs_review(cast.outsider)


def test_it_does_not_when_another_address_was_reached(cast, stuck):
    message = stuck(MessageState.DEAD)
    OutboundMessage.objects.filter(channel=Channel.EMAIL).delete()
    assert list(queries.needs_review(cast.counselor)) == [message]
    reminders._message_to(
        cast.patient.contact_points.get(channel=Channel.EMAIL), message.occurrence, params={}, earliest=NOW
    )
    assert list(queries.needs_review(cast.counselor)) == []


def test_it_does_not_when_the_reason_is_gone(cast, stuck):
    message = stuck(MessageState.DEAD)
    actions.cancel_reminders(purpose="check_in", subject_id=message.occurrence.subject_id, at=NOW)
    assert list(queries.needs_review(cast.counselor)) == []


def test_the_page_names_people_masks_addresses_and_is_audited(client, cast, stuck):
    message = stuck()
    client.force_login(cast.counselor)
    page = client.get(REVIEW).content.decode()
    assert "Whitfield, Marcus" in page
    assert "The provider gave no answer. It may have gone out or not." in page
    assert message.contact.address not in page
    assert "•••0177" in page
    read = AuditEvent.objects.get(resource="reminders to look at")
    assert (read.actor, read.detail["ids"]) == (cast.counselor, [str(cast.patient.pk)])


def test_people_without_an_address_are_shown(client, cast, plan):  # noqa: F811
    cast.patient.contact_points.update(consent_withdrawn_at=NOW)
    plan(expires_at=timezone.now() + timedelta(hours=1))
    client.force_login(cast.counselor)
    page = client.get(REVIEW).content.decode()
    assert page.index("No address to write to") < page.index("Whitfield, Marcus")


def test_an_empty_list_says_so(client, cast):
    client.force_login(cast.counselor)
    assert "Nothing to look at" in client.get(REVIEW).content.decode()


@pytest.mark.parametrize("who", ["intake", "privacy_officer", "administrator", "patient_user"])
def test_the_list_needs_the_permission(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(REVIEW).status_code == 403


def test_what_is_out_of_reach_does_not_exist(client, cast, stuck):
    client.force_login(cast.outsider)
    assert client.get(reverse("outbox:resolve", args=[stuck().pk])).status_code == 404
    assert client.get(reverse("outbox:resolve", args=[uuid4()])).status_code == 404


def answer(outcome="dead", note="Called, and left a message."):
    return {"submission_id": str(uuid4()), "outcome": outcome, "note": note}


@pytest.mark.parametrize(("outcome", "becomes"), [("sent", MessageState.SENT), ("dead", MessageState.DEAD)])
def test_a_person_takes_it_up(client, cast, stuck, outcome, becomes):
    message = stuck()
    client.force_login(cast.counselor)
    address = reverse("outbox:resolve", args=[message.pk])
    given = answer(outcome)
    assert client.post(address, given).url == REVIEW
    assert client.post(address, given).url == REVIEW  # sent twice, kept once
    message.refresh_from_db()
    resolution = Resolution.objects.get()
    assert (message.state, resolution.by, resolution.note) == (becomes, cast.counselor, given["note"])
    assert message not in queries.needs_review(cast.counselor)
    assert AuditEvent.objects.filter(resource="outbox.resolution", actor=cast.counselor).count() == 1


def test_the_second_person_is_told_and_keeps_the_text(client, cast, stuck):
    message = stuck()
    actions.resolve(message=message, outcome="dead", note="Called.", by=cast.nurse, at=NOW)
    client.force_login(cast.counselor)
    response = client.post(reverse("outbox:resolve", args=[message.pk]), answer(note="Wrote a letter."))
    assert response.status_code == 409
    assert "Somebody else has already taken this message up." in response.content.decode()


def test_an_empty_answer_comes_back(client, cast, stuck):
    client.force_login(cast.counselor)
    response = client.post(reverse("outbox:resolve", args=[stuck().pk]), answer(note=""))
    assert response.status_code == 422
    assert "Enter what you did" in response.content.decode()
    assert not Resolution.objects.exists()


def test_the_list_asks_as_many_questions_for_thirty_as_for_one(client, cast, stuck):
    client.force_login(cast.counselor)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            stuck()
        client.get(REVIEW)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(REVIEW)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_timeline_tells_what_became_of_each(cast, stuck, django_assert_num_queries):
    stuck(MessageState.SENT, due_at=NOW + timedelta(minutes=1))
    with django_assert_num_queries(1):
        told = queries.timeline(cast.episode)
    assert sorted(entry.title for entry in told) == ["Reminder sent by e-mail", "Reminder sent by text message"]
    assert {entry.text for entry in told} == {"About the check-in."}
    assert queries.timeline(cast.other_episode) == []


def test_reminders_called_off_are_no_part_of_the_timeline(cast, stuck):
    message = stuck(MessageState.SUPPRESSED, due_at=NOW + timedelta(minutes=1))
    assert [entry.title for entry in queries.timeline(cast.episode)] != []
    Occurrence.objects.filter(pk=message.occurrence_id).update(status=OccurrenceStatus.SUPERSEDED)
    assert queries.timeline(cast.episode) == []


# --- the watchdog ---------------------------------------------------------------------------------------------------


def health(client):
    response = client.get("/healthz/reminders")
    return response.status_code, response.content.decode().splitlines()


def test_the_watchdog_is_content_while_pumps_run(client, db):
    PumpHeartbeat.objects.create(name="worker", at=timezone.now())
    assert health(client) == (200, ["reminders flow"])


def test_it_barks_without_a_pump(client, db):
    PumpHeartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=4))
    assert health(client) == (503, ["no pump has run for 3 minutes"])


def test_it_barks_when_a_message_is_late_or_stuck(client, plan):  # noqa: F811
    now = timezone.now()
    PumpHeartbeat.objects.create(name="worker", at=now)
    messages = plan(due_at=now, expires_at=now + timedelta(days=2), at=now).messages
    messages.update(not_before=now - timedelta(minutes=6))
    messages.filter(channel=Channel.SMS).update(state="claimed", lease_until=now - timedelta(minutes=3))
    assert health(client) == (
        503,
        ["a due message has waited for more than 5 minutes", "a message is stuck in a worker's hands"],
    )


# --- STOP in an e-mail ----------------------------------------------------------------------------------------------


def test_the_page_in_an_e_mail_stops_messages_only_when_the_button_is_pressed(client, plan):  # noqa: F811
    from recovery.outbox.models import OptOut
    from recovery.outbox.queries import stopping

    message = plan().messages.get(channel=Channel.EMAIL)
    path = stopping.stop_url(message).removeprefix("http://localhost:8000")
    asked = client.get(path)
    assert "Stop messages?" in asked.content.decode()
    assert message.contact.address not in asked.content.decode()
    assert not OptOut.objects.exists()
    assert "You will get no more messages" in client.post(path).content.decode()
    message.refresh_from_db()
    assert message.state == MessageState.SUPPRESSED
    assert OptOut.objects.get().source == "link"


@pytest.mark.parametrize("token", ["x", "x" * 43, "é" * 43])
def test_a_made_up_token_stops_nothing(client, db, token):
    assert client.get(f"/r/{token}/stop/").status_code == 404
