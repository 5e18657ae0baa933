"""The pump against a real database with real commits: who may send what, and what comes of it."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from recovery.core.ids import uuid7
from recovery.outbox import actions
from recovery.outbox.codes import MessageState
from recovery.outbox.models import DeliveryAttempt, OutboundMessage, ProviderState, PumpHeartbeat
from recovery.outbox.providers.base import Outcome, Result
from recovery.outbox.pump import delivery as pump
from recovery.outbox.pump import figures
from recovery.patients.codes import Channel
from recovery.patients.models.contact_points import ContactPoint
from tests.outbox.conftest import Told

pytestmark = [pytest.mark.usefixtures("ground"), pytest.mark.real_clock]


def state(message):
    message.refresh_from_db()
    return message.state


def run(provider):
    return dict(pump.pump_once(driver="test", carriers={provider.channel: provider}))


def make_due(message):
    OutboundMessage.objects.filter(pk=message.pk).update(not_before=timezone.now() - timedelta(seconds=1))


def test_what_is_due_is_handed_over_once(due):
    message, provider = due(), Told()
    assert run(provider) == {"sent": 1}
    assert run(provider) == {}
    assert [key for key, _, _ in provider.taken] == [message.pk]
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.message_id, attempt.number, attempt.outcome) == (message.pk, 1, "accepted")
    assert attempt.ended_at >= attempt.started_at
    assert str(attempt.pk) in provider.taken[0][2]
    assert PumpHeartbeat.objects.get().name == "test"


def test_what_is_not_due_waits(due):
    soon = timezone.now() + timedelta(hours=1)
    message, provider = due(due_at=soon, at=soon), Told()
    assert run(provider) == {}
    assert state(message) == MessageState.PENDING


def test_it_refuses_to_run_inside_a_transaction():
    with transaction.atomic(), pytest.raises(pump.InATransaction):
        run(Told())


def test_no_transaction_is_open_while_the_provider_is_spoken_to(due):
    due()
    seen = []
    provider = Told(meanwhile=lambda: seen.append(connection.in_atomic_block))
    run(provider)
    assert seen == [False]


@pytest.mark.parametrize(
    ("result", "becomes"),
    [
        (Result.ACCEPTED, MessageState.SENT),
        (Result.RETRY, MessageState.PENDING),
        (Result.REFUSED, MessageState.DEAD),
        (Result.OPTED_OUT, MessageState.SUPPRESSED),
        (Result.UNKNOWN, MessageState.UNCERTAIN),
    ],
)
def test_each_result_leads_to_its_state(due, result, becomes):
    message = due()
    run(Told(answers=[Outcome(result, code="c")]))
    assert state(message) == becomes


def test_no_answer_from_a_provider_that_dedupes_is_tried_again_with_the_same_key(due):
    message, provider = due(), Told(dedupe_ttl=86400.0, answers=[Outcome(Result.UNKNOWN)])
    run(provider)
    assert state(message) == MessageState.PENDING
    make_due(message)
    run(provider)
    assert state(message) == MessageState.SENT
    (first, one, _), (second, other, _) = provider.taken
    assert (first, one) == (second, other)


def test_it_is_not_tried_again_when_the_provider_may_have_forgotten_the_key(due):
    message = due()
    run(Told(dedupe_ttl=60.0, answers=[Outcome(Result.UNKNOWN)]))
    assert state(message) == MessageState.UNCERTAIN


def test_after_eight_tries_it_is_given_up(due):
    message = due()
    for _ in range(figures.MOST_ATTEMPTS):
        make_due(message)
        ProviderState.objects.update(paused_until=None)
        run(Told(answers=[Outcome(Result.RETRY)]))
    assert (state(message), message.attempts) == (MessageState.DEAD, 8)


def test_a_retry_after_the_end_is_too_late(due):
    message = due(expires_at=timezone.now() + timedelta(minutes=5))
    run(Told(answers=[Outcome(Result.RETRY, retry_after=600.0)]))
    assert state(message) == MessageState.EXPIRED


def test_the_provider_says_when_to_come_again(due):
    message = due()
    run(Told(answers=[Outcome(Result.RETRY, retry_after=600.0)]))
    message.refresh_from_db()
    assert message.not_before > timezone.now() + timedelta(seconds=590)


def test_five_failures_in_a_row_pause_the_provider_and_cost_the_others_nothing(due):
    messages = [due() for _ in range(7)]
    provider = Told(answers=[Outcome(Result.RETRY)] * 7)
    run(provider)
    assert len(provider.taken) == figures.FAILURES_TO_PAUSE
    assert sorted(OutboundMessage.objects.filter(channel="sms").values_list("attempts", flat=True)) == [0, 0] + [1] * 5
    assert {state(message) for message in messages} == {MessageState.PENDING}
    ProviderState.objects.update(paused_until=timezone.now())
    run(Told())
    assert ProviderState.objects.get().consecutive_failures == 0


def test_an_opt_out_between_claim_and_intent_holds_the_message_back(due):
    message, provider, token = due(), Told(), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    actions.opt_out(address=message.contact.address, channel=Channel.SMS, source="STOP", at=timezone.now())
    assert pump.deliver(claimed, provider, token) == "lost"
    assert provider.taken == []
    assert state(message) == MessageState.SUPPRESSED


def test_an_opt_out_holds_back_what_is_planned_after_it(due, ground):
    address = ground.patient.contact_points.get(channel=Channel.SMS).address
    actions.opt_out(address=address, channel=Channel.SMS, source="STOP", at=timezone.now(), confirm=False)
    message, provider = due(), Told()
    assert run(provider) == {"suppressed": 1}
    assert (state(message), message.last_code, provider.taken) == (MessageState.SUPPRESSED, "no_consent", [])


def test_stop_is_confirmed_once_and_start_undoes_it(due, ground):
    address = ground.patient.contact_points.get(channel=Channel.SMS).address
    for _ in range(2):
        actions.opt_out(address=address, channel=Channel.SMS, source="STOP", at=timezone.now())
    ContactPoint.objects.update(allowed_from=time(0), allowed_until=time(0, 0, 0, 1))  # at any hour
    provider = Told()
    assert run(provider) == {"sent": 1}
    assert provider.taken[0][1].text.body.startswith("Front Desk: You will get no more messages here.")
    actions.opt_in(address=address, channel=Channel.SMS, source="START", at=timezone.now())
    ContactPoint.objects.update(allowed_from=time(0), allowed_until=time.max)
    due()
    assert run(provider) == {"sent": 1}


@pytest.mark.parametrize(
    "change", [{"consent_withdrawn_at": timezone.now}, {"active": False}, {"address": "+12125550199"}]
)
def test_a_contact_that_changed_after_the_claim_gets_nothing(due, change):
    message, provider, token = due(), Told(), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    change = {name: value() if callable(value) else value for name, value in change.items()}
    ContactPoint.objects.update(**change) if "address" not in change else ContactPoint.objects.filter(
        channel=Channel.SMS
    ).update(**change)
    assert pump.deliver(claimed, provider, token) == MessageState.SUPPRESSED
    assert (state(message), provider.taken) == (MessageState.SUPPRESSED, [])


def test_outside_local_hours_it_waits_for_the_next_opening(due):
    message = due(expires_at=timezone.now() + timedelta(hours=12))
    offset = (3 - timezone.now().hour + 11) % 24 - 11  # hours to where it is three at night; Etc/GMT counts westward
    ContactPoint.objects.update(time_zone=f"Etc/GMT{-offset:+d}", allowed_from=time(9), allowed_until=time(20))
    provider = Told()
    assert run(provider) == {"pending": 1}
    message.refresh_from_db()
    assert timedelta(hours=4) < message.not_before - timezone.now() < timedelta(hours=6)
    assert provider.taken == []


def test_a_cancelled_occurrence_sends_nothing(due):
    message, provider, token = due(), Told(), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    actions.cancel_reminders(purpose="check_in", subject_id=message.occurrence.subject_id, at=timezone.now())
    assert pump.deliver(claimed, provider, token) == "lost"
    assert provider.taken == []


def test_a_lease_that_is_nearly_over_is_not_begun(due, settings):
    settings.REMINDER_LEASE_SECONDS = 19
    message, provider, token = due(), Told(), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    assert pump.deliver(claimed, provider, token) == MessageState.PENDING
    assert (state(message), message.attempts, provider.taken) == (MessageState.PENDING, 0, [])


def test_two_claims_never_take_the_same_message(due):
    for _ in range(7):
        due()
    carriers = {Channel.SMS: Told()}
    taken = [{message.pk for message in pump.claim(carriers, uuid4())} for _ in range(3)]
    assert [len(each) for each in taken] == [5, 2, 0]
    assert not taken[0] & taken[1]


def test_a_claim_left_behind_is_taken_up_again(due):
    message, provider = due(), Told()
    pump.claim({Channel.SMS: provider}, uuid4())
    OutboundMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run(provider) == {"sent": 1}
    assert state(message) == MessageState.SENT


@pytest.mark.parametrize(("ttl", "becomes"), [(0.0, MessageState.UNCERTAIN), (86400.0, MessageState.PENDING)])
def test_a_send_left_behind_is_uncertain_unless_the_provider_dedupes(due, ttl, becomes):
    message, provider, token = due(), Told(dedupe_ttl=ttl), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    assert pump.declare_intent(claimed, provider, token, attempt=uuid7(), address=claimed.contact.address)
    OutboundMessage.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    pump.reap({Channel.SMS: provider})
    assert state(message) == becomes


def test_a_stale_worker_ends_its_attempt_and_writes_nothing_else(due):
    message, provider, token = due(), Told(), uuid4()
    (claimed,) = pump.claim({Channel.SMS: provider}, token)
    attempt = uuid7()
    pump.declare_intent(claimed, provider, token, attempt=attempt, address=claimed.contact.address)
    OutboundMessage.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    pump.reap({Channel.SMS: provider})
    outcome = Outcome(Result.ACCEPTED, provider_message_id="late")
    assert pump.record_outcome(claimed, provider, token, attempt=attempt, outcome=outcome) == "lost"
    assert (state(message), message.provider_message_id) == (MessageState.UNCERTAIN, None)
    assert DeliveryAttempt.objects.get().outcome == "accepted"


def test_the_uncertain_come_before_a_person_after_a_quarter_of_an_hour(due):
    message = due()
    run(Told(answers=[Outcome(Result.UNKNOWN)]))
    pump.reap({})
    assert state(message) == MessageState.UNCERTAIN
    OutboundMessage.objects.update(updated_at=timezone.now() - timedelta(minutes=16))
    pump.reap({})
    assert state(message) == MessageState.NEEDS_REVIEW


def test_an_uncertain_alert_to_staff_is_sent_again(ground):
    actions.alert_staff(subject_id=uuid4(), slot="red", to=ground.counselor, at=timezone.now())
    mail = Told(channel=Channel.EMAIL, answers=[Outcome(Result.UNKNOWN)])
    assert run(mail) == {"uncertain": 1}
    long_ago = timezone.now() - timedelta(minutes=16)
    OutboundMessage.objects.update(updated_at=long_ago, not_before=long_ago)
    assert run(mail) == {"sent": 1}


def test_what_passed_its_end_expires(due):
    message = due()
    OutboundMessage.objects.filter(pk=message.pk).update(expires_at=timezone.now())
    assert run(Told()) == {}
    assert state(message) == MessageState.EXPIRED


def test_one_unreadable_message_does_not_stop_the_others(due):
    bad, good = due(), due()
    OutboundMessage.objects.filter(pk=bad.pk).update(template_code="missing")
    assert run(Told()) == {"failed": 1, "sent": 1}
    assert state(good) == MessageState.SENT


def test_no_more_pumps_than_slots(monkeypatch):
    monkeypatch.setattr(figures, "SLOTS", 0)
    assert not pump.pump_in_a_slot(driver="test")
    assert not PumpHeartbeat.objects.exists()


def test_the_database_refuses_an_unlawful_move(due):
    message = due()
    with pytest.raises(DatabaseError, match="Invalid transition"):
        OutboundMessage.objects.filter(pk=message.pk).update(state=MessageState.UNCERTAIN)


def test_the_database_keeps_an_attempt_as_it_was(due):
    due()
    run(Told())
    with pytest.raises(DatabaseError, match="Cannot update"):
        DeliveryAttempt.objects.update(outcome="refused")
    with pytest.raises(DatabaseError, match="Cannot delete"):
        DeliveryAttempt.objects.all().delete()


def test_delays_double_up_to_half_an_hour(monkeypatch):
    monkeypatch.setattr(pump.random, "uniform", lambda low, high: high)
    assert [pump.delay_before_try(number) for number in range(2, 10)] == [30, 60, 120, 240, 480, 960, 1800, 1800]
