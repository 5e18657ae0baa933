"""A reminder planned before two records became one goes out once, and its link still works."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from aftercare.checkins import actions as checkins
from aftercare.checkins.models import CheckIn
from recovery.front.merging.actions import merge_patients, undo_merge
from recovery.outbox import actions
from recovery.outbox.actions import issue_link
from recovery.outbox.codes import Purpose
from recovery.outbox.models import Occurrence, OutboundMessage
from recovery.outbox.queries import links
from recovery.patients.models import Patient
from tests.cast import NOW, person


@pytest.fixture
def double(cast):
    return person("Markus", "Whitfeld", date(1992, 12, 3), by=cast.intake, phone="+12125550177")


@pytest.fixture
def planned(double):
    """A reminder with a link, planned for the second record."""
    return actions.plan_reminder(
        purpose=Purpose.CHECK_IN, subject_id=uuid4(), slot="due", subject_version=1, patient=double,
        due_at=NOW, expires_at=NOW + timedelta(hours=6), at=NOW, with_link=True,
    )  # fmt: skip


def merged(cast, double):
    first, second = (Patient.objects.get(pk=each.pk) for each in (cast.patient, double))
    return merge_patients(survivor=first, merged=second, reason="Same.", submission_id=uuid4(), by=cast.intake, at=NOW)


def to_patients():
    return set(OutboundMessage.objects.to_patients().values_list("pk", flat=True))


def test_no_message_is_lost_and_none_is_doubled(cast, double, planned):
    before = to_patients()
    merged(cast, double)
    planned.refresh_from_db()
    assert planned.patient == cast.patient
    assert Occurrence.objects.filter(purpose=Purpose.CHECK_IN).count() == 1
    assert to_patients() == before


def test_what_waits_for_an_address_in_both_follows_the_one_that_stays(cast, double, planned):
    text = OutboundMessage.objects.get(occurrence=planned, channel="sms")
    made = merged(cast, double)
    text.refresh_from_db()
    assert text.contact.patient == cast.patient
    undo_merge(merge=made, reason="Wrong.", submission_id=uuid4(), by=cast.intake, at=NOW)
    text.refresh_from_db()
    planned.refresh_from_db()
    assert text.contact.patient == planned.patient == double


def test_the_link_still_works(cast, double, planned):
    link, token = issue_link(
        purpose=Purpose.CHECK_IN, subject_id=planned.subject_id, patient=double, expires_at=planned.expires_at
    )
    merged(cast, double)
    found = links.look_up(token, at=NOW)
    assert (found.state, found.link.patient) == (links.LinkState.OPEN, cast.patient)
    fresh = Patient.objects.get(pk=cast.patient.pk)
    again, _ = issue_link(
        purpose=Purpose.CHECK_IN, subject_id=planned.subject_id, patient=fresh, expires_at=planned.expires_at
    )
    assert again == link


def test_of_two_daily_check_ins_the_one_that_continues_is_planned_further(cast):
    from datetime import time

    from recovery.front.merging.actions import end_sign_in

    for episode in (cast.episode, cast.other_episode):
        lead = episode.care_team.get(leads=True).member
        checkins.set_schedule(
            episode=episode, starts_on=date(2026, 11, 21), local_time=time(9), time_zone="America/New_York",
            every_days=1, version=0, by=lead, at=NOW,
        )  # fmt: skip
    end_sign_in(patient=cast.other_patient, by=cast.intake, at=NOW)
    first, second = (Patient.objects.get(pk=each.pk) for each in (cast.patient, cast.other_patient))
    merge_patients(
        survivor=first, merged=second, continues=cast.episode, reason="Same.", submission_id=uuid4(), by=cast.intake,
        at=NOW,
    )  # fmt: skip
    before = CheckIn.objects.filter(episode=cast.other_episode).count()
    checkins.materialise(at=NOW + timedelta(days=20))
    assert CheckIn.objects.filter(episode=cast.other_episode).count() == before
    assert CheckIn.objects.filter(episode=cast.episode).count() > before
