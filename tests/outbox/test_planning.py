"""Planning a reminder: once, with a message to each address that may be written to."""

from datetime import timedelta
from uuid import uuid4

import pytest

from recovery.audit.models import AuditEvent
from recovery.outbox import actions, texts
from recovery.outbox.codes import MessageState, OccurrenceStatus, Purpose
from recovery.outbox.models import Occurrence, OutboundMessage, SecureLink
from recovery.outbox.queries import links
from recovery.patients.codes import Channel
from tests.cast import NOW

DAY = timedelta(days=1)


@pytest.fixture
def plan(cast, settings):
    def plan(patient=cast.patient, **changes):
        given = {
            "purpose": Purpose.CHECK_IN,
            "subject_id": uuid4(),
            "slot": "due",
            "subject_version": 1,
            "patient": patient,
            "due_at": NOW,
            "expires_at": NOW + DAY,
            "at": NOW,
        }
        return actions.plan_reminder(**given | changes)

    return plan


@pytest.fixture(autouse=True)
def _texts_can_be_sent(settings):
    from recovery.env import Sms

    settings.SMS = Sms(url="http://127.0.0.1:9/messages", token="t", signing_secret="s" * 32, dedupe_seconds=0)


def test_a_reminder_has_a_message_to_each_address_with_consent(plan):
    occurrence = plan()
    assert sorted(occurrence.messages.values_list("channel", "state", "not_before")) == [
        ("email", "pending", NOW),
        ("sms", "pending", NOW),
    ]


def test_planned_twice_it_is_there_once(plan):
    subject = uuid4()
    first, second = plan(subject_id=subject), plan(subject_id=subject)
    assert first == second
    assert (Occurrence.objects.count(), OutboundMessage.objects.count()) == (1, 2)


def test_a_new_version_of_the_subject_is_a_new_reminder(plan):
    subject = uuid4()
    assert plan(subject_id=subject) != plan(subject_id=subject, subject_version=2)


def test_it_waits_for_the_persons_own_local_hours(plan):
    at_night = NOW.replace(hour=3)  # 22:00 in New York the evening before
    occurrence = plan(due_at=at_night, expires_at=at_night + DAY, at=at_night)
    assert set(occurrence.messages.values_list("not_before", flat=True)) == {NOW.replace(hour=14, minute=0)}


def test_it_is_too_late_when_local_hours_open_after_it_expires(plan):
    at_night = NOW.replace(hour=3)
    occurrence = plan(due_at=at_night, expires_at=at_night + timedelta(hours=2), at=at_night)
    assert set(occurrence.messages.values_list("state", "last_code")) == {(MessageState.EXPIRED, "quiet_hours")}


def test_without_consent_nothing_is_sent_but_the_reminder_stands(plan, cast):
    cast.patient.contact_points.update(consent_withdrawn_at=NOW)
    occurrence = plan()
    assert occurrence.status == OccurrenceStatus.PLANNED
    assert not occurrence.messages.exists()


def test_a_text_message_needs_a_provider_of_texts(plan, settings):
    from recovery.env import Sms

    settings.SMS = Sms(url="", token="", signing_secret="", dedupe_seconds=0)
    assert list(plan().messages.values_list("channel", flat=True)) == [Channel.EMAIL]


def test_cancelling_holds_back_what_has_not_left(plan):
    occurrence = plan()
    assert actions.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=occurrence.subject_id, at=NOW) == 1
    occurrence.refresh_from_db()
    assert occurrence.status == OccurrenceStatus.CANCELLED
    assert set(occurrence.messages.values_list("state", flat=True)) == {MessageState.SUPPRESSED}
    assert actions.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=occurrence.subject_id, at=NOW) == 0


def test_cancelling_leaves_alone_what_is_being_sent(plan):
    occurrence = plan()
    occurrence.messages.update(state=MessageState.CLAIMED)
    occurrence.messages.update(state=MessageState.SENDING)
    actions.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=occurrence.subject_id, at=NOW)
    assert set(occurrence.messages.values_list("state", flat=True)) == {MessageState.SENDING}


def test_planning_and_cancelling_leave_a_trail(plan, cast):
    occurrence = plan()
    actions.cancel_reminders(purpose=Purpose.CHECK_IN, subject_id=occurrence.subject_id, at=NOW)
    trail = AuditEvent.objects.filter(resource="outbox.occurrence").values_list("action", "actor_role", "patient_id")
    assert list(trail.order_by("position")) == [
        ("created", "system", cast.patient.pk),
        ("changed", "system", cast.patient.pk),
    ]


def test_messages_of_one_reminder_hold_one_link_whose_token_is_not_kept(plan):
    occurrence = plan(with_link=True)
    (params,) = {str(message.params) for message in occurrence.messages.all()}
    link = SecureLink.objects.get()
    assert params == str({"link": str(link.pk)})
    url = links.url_of(link)
    assert url.split("/")[-2] not in (link.token_digest, params)
    assert all(url in texts.render(message).body for message in occurrence.messages.all())


def test_an_alert_to_staff_goes_once_to_each_and_names_nobody(cast):
    subject = uuid4()
    for to in (cast.counselor, cast.counselor, cast.nurse):
        actions.alert_staff(subject_id=subject, slot="red", to=to, at=NOW)
    messages = OutboundMessage.objects.order_by("created_at")
    assert [message.staff_address for message in messages] == [cast.counselor.email, cast.nurse.email]
    text = texts.render(messages[0])
    assert text.subject == "Something in Recovery needs you"
    assert text.body == "Something in Recovery needs you. Sign in:\nhttp://localhost:8000/\n"


def test_somebody_who_left_is_not_alerted(cast):
    cast.nurse.is_active = False
    assert actions.alert_staff(subject_id=uuid4(), slot="red", to=cast.nurse, at=NOW) is None


def test_a_parameter_that_is_not_listed_is_refused():
    with pytest.raises(texts.ForbiddenParameter, match="name"):
        texts.params(name="Marcus")
