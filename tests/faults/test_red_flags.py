"""Nobody came, and the worker dies while it tells the next: neither lost nor doubled, by the catcher's own ledger."""

import os
import traceback
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from recovery.clinical.redflags import actions
from recovery.clinical.redflags.actions import calling, flags
from recovery.clinical.redflags.models import RedFlagStep
from recovery.outbox.codes import MessageState
from recovery.outbox.models import OutboundMessage
from tests.clinical.redflags.scene import flag, on_call
from tests.faults.children import KILLED, die, dies_after
from tests.faults.conftest import drained, lost_and_doubled
from tests.services import until

HOUR = timedelta(hours=1)
COUNT = 5


@pytest.fixture
def overdue(ground):
    """Red flags of an hour and a half ago that the nurse on call was told of and nobody took."""
    then = timezone.now() - HOUR * 1.5
    on_call(ground, ground.nurse, begins_at=then - HOUR, ends_at=then + 9 * HOUR)
    return [flag(ground, at=then) for _ in range(COUNT)]


def escalate_in_a_child(dies_at):
    """Tell the next of all that are overdue in a process that dies at `dies_at`; returns its exit code."""
    child = os.fork()
    if child == 0:
        try:
            for connection in connections.all(initialized_only=True):
                connection.connection = None  # the parent's
            if dies_at == "before telling":
                calling.alert_staff = die
            elif dies_at == "after telling":
                calling.alert_staff = dies_after(lambda **given: _told(given) or True)
            elif dies_at == "after the first":
                flags._escalate_one = dies_after(flags._escalate_one)
            actions.escalate(at=timezone.now())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _told(given, tell=calling.alert_staff):
    tell(**given)


@pytest.mark.parametrize(
    ("dies_at", "done"), [("before telling", 0), ("after telling", 0), ("after the first", 1), ("", COUNT)]
)
def test_it_may_die_at_any_point_and_the_next_tick_tells_the_rest(overdue, dies_at, done):
    assert escalate_in_a_child(dies_at) == (KILLED if dies_at else 0)
    assert RedFlagStep.objects.filter(kind="escalated").count() == done
    assert OutboundMessage.objects.count() == COUNT + done
    assert escalate_in_a_child("") == 0
    assert OutboundMessage.objects.count() == 2 * COUNT
    assert RedFlagStep.objects.filter(kind="escalated").count() == COUNT


def test_with_a_worker_killed_in_the_middle_each_is_told_and_none_twice_but_what_was_in_doubt(services, overdue):
    """Killed between intent and outcome, a mail to staff is in doubt: it goes again after a quarter of an hour."""
    services.start_catcher()
    services.start_beat()
    services.start_worker(processes=2)
    until(lambda: OutboundMessage.objects.count() > COUNT, "the first was told on", services.log("worker"))
    services.kill("worker")
    services.start_worker(processes=2)
    until(lambda: OutboundMessage.objects.count() == 2 * COUNT and drained(), "all are told", services.log("worker"))
    messages = list(OutboundMessage.objects.all())
    in_doubt = {str(message.pk) for message in messages if message.state == MessageState.UNCERTAIN}
    lost, doubled = lost_and_doubled(messages, services)
    assert (lost <= in_doubt, doubled) == (True, set())
    OutboundMessage.objects.filter(pk__in=in_doubt).update(updated_at=timezone.now() - timedelta(minutes=16))
    until(lambda: not lost_and_doubled(messages, services)[0], "what was in doubt", services.log("worker"))
    until(drained, "nothing waits", services.log("worker"))
    assert lost_and_doubled(messages, services)[1] <= in_doubt
    assert len({message.key for message in services.caught("counselor@example.org")}) == COUNT
    said = " ".join(f"{message.text} {message.to}" for message in services.caught()).lower()
    assert [word for word in ("whitfield", "marc", "suicid", "c-ssrs", "emg-04") if word in said] == []


def test_without_redis_the_hosts_timer_tells_the_next(services, overdue):
    services.start_catcher()
    assert services.manage("pump", "--once").returncode == 0
    assert OutboundMessage.objects.count() == 2 * COUNT
    assert RedFlagStep.objects.filter(kind="escalated").count() == COUNT
