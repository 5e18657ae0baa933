"""Reminders under test: a plan in hours that allow it now, and a provider that does as it is told."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from recovery.env import Sms
from recovery.outbox import actions
from recovery.outbox.codes import Purpose
from recovery.outbox.providers.base import Outcome, Result
from recovery.patients.codes import Channel
from recovery.patients.models.contact_points import ContactPoint

SMS = Sms(
    url="http://127.0.0.1:9/messages", token="t", signing_secret="a-secret-of-tests-only-0123456789", dedupe_seconds=0
)


@dataclass
class Told:
    """A provider in this process: answers as told, and keeps what it was handed."""

    name: str = "told"
    channel: str = Channel.SMS
    dedupe_ttl: float = 0.0
    answers: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    meanwhile: object = None

    def send(self, letter, *, key, callback_url):
        self.taken.append((key, letter, callback_url))
        if callable(self.meanwhile):
            self.meanwhile()
        return self.answers.pop(0) if self.answers else Outcome(Result.ACCEPTED, provider_message_id=str(uuid4()))

    def look_up(self, key):
        return None


@pytest.fixture(autouse=True)
def _texts_can_be_sent(settings):
    settings.SMS = SMS


@pytest.fixture
def ground(transactional_ground):
    """The cast in a database whose commits are real, and whose local hours are now."""
    from tests.cast import assemble

    cast = assemble()
    ContactPoint.objects.update(allowed_from=time(0), allowed_until=time.max)
    return cast


@pytest.fixture
def due(ground):
    """Plan a reminder that is due now by text message; returns its message."""

    def due(patient=ground.patient, **changes):
        now = timezone.now()
        given = {
            "purpose": Purpose.CHECK_IN,
            "subject_id": uuid4(),
            "slot": "due",
            "subject_version": 1,
            "patient": patient,
            "due_at": now - timedelta(minutes=1),
            "expires_at": now + timedelta(hours=6),
            "at": now - timedelta(minutes=1),
        }
        return actions.plan_reminder(**given | changes).messages.get(channel=Channel.SMS)

    return due
