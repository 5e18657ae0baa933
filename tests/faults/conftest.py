"""Faults are real here: processes are killed, and what was accepted is counted in the catcher's own ledger."""

from collections import Counter
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from recovery.outbox import actions
from recovery.outbox.codes import MessageState, Purpose
from recovery.outbox.models import OutboundMessage
from recovery.outbox.pump import hints
from recovery.patients.codes import Channel
from recovery.patients.models.contact_points import ContactPoint
from tests.outbox.conftest import SMS
from tests.services import Services

WAITING = [MessageState.PENDING, MessageState.CLAIMED, MessageState.SENDING]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/faults/" in str(item.path):
            item.add_marker(pytest.mark.fault)
            item.add_marker(pytest.mark.real_clock)


@pytest.fixture
def services(transactional_ground, tmp_path):
    with Services(tmp_path) as running:
        yield running


@pytest.fixture
def ground(transactional_ground, settings):
    """The cast, in local hours that are now, with texts that can be sent."""
    from tests.cast import assemble

    settings.SMS = SMS
    cast = assemble()
    ContactPoint.objects.update(allowed_from=time(0), allowed_until=time.max)
    return cast


@pytest.fixture
def plan(ground, monkeypatch):
    """Plan `count` reminders by text message that are due now; returns their messages."""
    monkeypatch.setattr(hints, "hurry", lambda: None)  # the test says when a pump looks
    ContactPoint.objects.filter(channel=Channel.EMAIL).update(active=False)

    def plan(count):
        now = timezone.now()
        return [
            actions.plan_reminder(
                purpose=Purpose.CHECK_IN,
                subject_id=uuid4(),
                slot="due",
                subject_version=1,
                patient=ground.patient,
                due_at=now - timedelta(minutes=1),
                expires_at=now + timedelta(hours=6),
                at=now,
            ).messages.get()
            for _ in range(count)
        ]

    return plan


def state(message):
    message.refresh_from_db()
    return message.state


def time_passes():
    """Let the random delay of every retry be over."""
    OutboundMessage.objects.filter(state=MessageState.PENDING).update(not_before=timezone.now() - timedelta(seconds=1))


def drained():
    time_passes()
    return not OutboundMessage.objects.filter(state__in=WAITING).exists()


def lost_and_doubled(messages, services):
    """Which messages the catcher never accepted, and which it accepted more than once, by its own ledger."""
    # The key of a text, or of a mail: "<KEY@host>".
    accepted = Counter(caught.key.strip("<>").partition("@")[0] for caught in services.caught())
    keys = {str(message.pk) for message in messages}
    assert set(accepted) <= keys
    return keys - set(accepted), {key for key, times in accepted.items() if times > 1}
