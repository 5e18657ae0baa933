"""What rooms below the outbox ask to be sent reaches it, once, or fails aloud."""

from datetime import timedelta
from uuid import uuid4

import pytest

from aftercare.reminders.models import OutboundMessage, SecureLink
from recovery.core import telling
from tests.cast import NOW


def test_staff_are_told_once_however_often_it_is_asked(cast):
    subject = uuid4()
    for _ in range(2):
        telling.tell_staff(subject_id=subject, slot="flag", to=cast.nurse, at=NOW)
    addresses = OutboundMessage.objects.filter(occurrence__subject_id=subject).values_list("staff_address", flat=True)
    assert list(addresses) == ["nurse@example.org"]


def test_without_an_outbox_a_message_is_not_lost_in_silence(cast, monkeypatch):
    monkeypatch.setattr(telling.staff_to_tell, "receivers", [])
    telling.staff_to_tell.sender_receivers_cache.clear()
    with pytest.raises(telling.NobodyListens):
        telling.tell_staff(subject_id=uuid4(), slot="flag", to=cast.nurse, at=NOW)


def test_what_is_called_off_is_held_back_and_its_links_close(cast):
    told = {"purpose": "screening", "subject_id": uuid4(), "at": NOW}
    telling.tell_patient(slot="sent", patient=cast.patient, expires_at=NOW + timedelta(hours=72), **told)
    telling.call_off(**told)
    messages = OutboundMessage.objects.filter(occurrence__subject_id=told["subject_id"])
    assert {message.state for message in messages} == {"suppressed"}
    assert SecureLink.objects.get(subject_id=told["subject_id"]).revoked_at == NOW
