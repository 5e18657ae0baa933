"""Redis gone, many pumps at once, a provider that misbehaves, a person who says STOP meanwhile."""

from datetime import timedelta
from time import monotonic

from django.utils import timezone

from recovery.celery import app
from recovery.outbox import actions
from recovery.outbox.codes import MessageState
from recovery.outbox.models import OutboundMessage, ProviderState, PumpHeartbeat
from tests.faults.children import pump_in_a_child
from tests.faults.conftest import drained, lost_and_doubled, state
from tests.services import until


def test_with_redis_killed_the_command_still_delivers(services, plan):
    services.start_redis()
    services.start_catcher()
    services.kill_redis()
    messages = plan(3)
    ran = services.manage("pump", "--once")
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "3 sent"), ran.stderr
    assert lost_and_doubled(messages, services) == (set(), set())


def test_planning_neither_needs_redis_nor_waits_for_it(services, ground, monkeypatch):
    """The hint after the commit may fail; the reminder stands, and nobody waited."""
    monkeypatch.setattr(app.conf, "broker_url", services.redis_url)  # nobody listens there
    now = timezone.now()
    began = monotonic()
    occurrence = actions.plan_reminder(
        purpose="check_in",
        subject_id=ground.patient.pk,
        slot="due",
        subject_version=1,
        patient=ground.patient,
        due_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=1),
        at=now,
    )
    assert monotonic() - began < 2
    assert set(occurrence.messages.values_list("channel", "state")) == {("email", "pending"), ("sms", "pending")}


def test_two_beats_two_workers_and_two_commands_at_once_double_nothing(services, plan):
    services.start_catcher()
    messages = plan(30)
    for name in ("beat", "other-beat"):
        services.start_beat(name)
    for name in ("one", "two"):
        services.start(name, "manage", "pump", "--watch")
    services.start_worker(processes=2)
    until(drained, "every message is settled", services.log("worker"))
    assert lost_and_doubled(messages, services) == (set(), set())
    until(lambda: PumpHeartbeat.objects.filter(name="worker").exists(), "a worker pumped", services.log("worker"))


def test_answers_that_never_come_double_nothing(services, plan):
    services.start_catcher(hold_reports=True)
    services.start_web()
    messages = plan(4)
    services.faults(drop=1.0)
    assert pump_in_a_child(services) == 0
    services.faults()
    assert {state(message) for message in messages} == {MessageState.UNCERTAIN}
    assert lost_and_doubled(messages, services) == (set(), set())
    assert services.send_reports() == 4
    assert {state(message) for message in messages} == {MessageState.DELIVERED}


def test_a_provider_that_is_busy_is_left_alone_and_asked_again(services, plan):
    services.start_catcher()
    messages = plan(7)
    services.faults(busy=1.0)
    assert pump_in_a_child(services) == 0
    assert sorted(OutboundMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1, 1, 1]
    services.faults()
    ProviderState.objects.update(paused_until=timezone.now())  # the pause is over
    assert not drained()  # lets the delays be over
    assert pump_in_a_child(services) == 0
    assert lost_and_doubled(messages, services) == (set(), set())
    assert {state(message) for message in messages} == {MessageState.SENT}


def test_a_person_who_answers_stop_gets_one_confirmation_and_nothing_more(services, plan):
    services.start_catcher()
    services.start_web()
    (first,) = plan(1)
    assert pump_in_a_child(services) == 0
    number = first.contact.address
    services.reply(number, "Please stop texting me")
    (second,) = plan(1)
    assert pump_in_a_child(services) == 0
    assert [state(first) in (MessageState.SENT, MessageState.DELIVERED), state(second)] == [
        True,
        MessageState.SUPPRESSED,
    ]
    assert [caught.text.split(": ")[1][:20] for caught in services.caught(number)] == [
        "You have a reminder.",
        "You will get no more",
    ]
