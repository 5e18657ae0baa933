"""Telling somebody now, and calling it off."""

from datetime import timedelta
from uuid import uuid4

from recovery.outbox.actions import alert_staff, call_off, tell_patient
from recovery.outbox.codes import Purpose
from recovery.outbox.models import OutboundMessage, SecureLink
from tests.cast import NOW


def test_staff_are_told_once_however_often_it_is_asked(cast):
    subject = uuid4()
    for _ in range(2):
        alert_staff(subject_id=subject, slot="flag", to=cast.nurse, at=NOW)
    addresses = OutboundMessage.objects.filter(occurrence__subject_id=subject).values_list("staff_address", flat=True)
    assert list(addresses) == ["nurse@example.org"]


def test_what_is_called_off_is_held_back_and_its_links_close(cast):
    told = {"purpose": Purpose.SCREENING, "subject_id": uuid4(), "at": NOW}
    tell_patient(slot="sent", patient=cast.patient, expires_at=NOW + timedelta(hours=72), **told)
    call_off(**told)
    messages = OutboundMessage.objects.filter(occurrence__subject_id=told["subject_id"])
    assert {message.state for message in messages} == {"suppressed"}
    assert SecureLink.objects.get(subject_id=told["subject_id"]).revoked_at == NOW
