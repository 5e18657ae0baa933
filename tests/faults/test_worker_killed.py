"""A worker killed in the middle of a send: nothing lost, nothing doubled, by the catcher's own ledger."""

import pytest

from recovery.outbox.codes import MessageState
from recovery.outbox.models import OutboundMessage
from tests.faults.children import KILLED, pump_in_a_child
from tests.faults.conftest import drained, lost_and_doubled, state
from tests.services import until

COUNT = 12


def kill_in_the_middle_of_a_send(services):
    """The catcher accepts and then is slow to answer; the worker dies while it waits, and is started again."""
    services.faults(slow=1.0, slow_seconds=1.2)
    services.start_beat()
    services.start_worker(processes=2)
    until(services.caught, "the catcher accepted a message", services.log("worker"))
    assert OutboundMessage.objects.filter(state=MessageState.SENDING).exists()
    services.kill("worker")
    services.faults()
    services.start_worker(processes=2)
    until(drained, "every message is settled", services.log("worker"))


def test_with_a_provider_that_dedupes_nothing_is_lost_and_nothing_doubled(services, plan):
    services.start_catcher(dedupe=True)
    messages = plan(COUNT)
    kill_in_the_middle_of_a_send(services)
    assert lost_and_doubled(messages, services) == (set(), set())
    assert {each.state for each in OutboundMessage.objects.all()} <= {MessageState.SENT, MessageState.DELIVERED}


def test_with_one_that_does_not_nothing_is_doubled_and_reports_repair_what_is_uncertain(services, plan):
    services.start_catcher(hold_reports=True)
    services.start_web()
    messages = plan(COUNT)
    kill_in_the_middle_of_a_send(services)
    lost, doubled = lost_and_doubled(messages, services)
    uncertain = OutboundMessage.objects.filter(state=MessageState.UNCERTAIN)
    in_doubt = {str(key) for key in uncertain.values_list("pk", flat=True)}
    assert doubled == set()
    assert in_doubt, "a worker died in the middle of a send"
    assert lost <= in_doubt
    services.send_reports()
    assert {str(key) for key in uncertain.values_list("pk", flat=True)} == lost
    delivered = OutboundMessage.objects.filter(state=MessageState.DELIVERED)
    assert {str(each.pk) for each in delivered} == {str(each.pk) for each in messages} - lost


@pytest.mark.parametrize(
    ("dedupe", "point", "leads_to"),
    [
        (True, "claim", MessageState.SENT),
        (True, "intent", MessageState.SENT),
        (True, "after_send", MessageState.SENT),
        (True, "before_outcome", MessageState.SENT),
        (False, "claim", MessageState.SENT),
        (False, "intent", MessageState.UNCERTAIN),
        (False, "after_send", MessageState.UNCERTAIN),
        (False, "before_outcome", MessageState.UNCERTAIN),
        (False, "after_outcome", MessageState.SENT),
    ],
)
def test_it_may_die_at_any_instruction(services, plan, dedupe, point, leads_to):
    services.start_catcher(dedupe=dedupe, hold_reports=True)
    (message,) = plan(1)
    assert pump_in_a_child(services, dies_at=point, dedupe=dedupe) == KILLED
    OutboundMessage.objects.update(lease_until=message.created_at)  # the lease runs out
    assert pump_in_a_child(services, dedupe=dedupe) == 0
    assert state(message) == leads_to
    lost, doubled = lost_and_doubled([message], services)
    assert doubled == set()
    assert bool(lost) == (point == "intent" and not dedupe), "lost only where it is uncertain"
