"""What staff see and do about check-ins."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from aftercare.checkins import actions, queries
from aftercare.checkins.models import Acknowledgement, CheckInSchedule, MissedCheckIn
from recovery.audit.models import AuditEvent
from tests.aftercare.checkins.scene import AT, MORNING, answered, days, first_check_in, schedule

SENT = {
    "starts_on": "2026-11-20",
    "local_time": "09:00",
    "time_zone": "America/New_York",
    "cadence": "recommended",
    "version": "0",
}


@pytest.fixture
def staff(client, cast):
    client.force_login(cast.counselor)
    return client


@pytest.fixture
def page(cast):
    return reverse("checkins:schedule", args=[cast.episode.pk])


def test_the_schedule_begins_with_the_persons_own_zone(staff, page):
    shown = staff.get(page).content.decode()
    assert '<option value="America/New_York" selected' in shown
    assert "They appear here once a schedule is saved." in shown


def test_saving_shows_the_next_dates(staff, page):
    assert staff.post(page, SENT).url == page
    shown = staff.get(page).content.decode()
    assert "Sat 21 Nov 2026, 09:00" in shown
    assert CheckInSchedule.objects.get().every_days is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"local_time": "22:00"}, "Choose a local time from 9:00 am"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"cadence": "fixed"}, "Enter the days between check-ins"),
        ({"cadence": "fixed", "every_days": "92"}, "less than or equal to 91"),
        ({"cadence": "fixed", "every_days": "0"}, "greater than or equal to 1"),
        ({"every_days": "3"}, "Leave this empty"),
        ({"starts_on": ""}, "Enter first check-in on"),
        ({"starts_on": "2026-02-30"}, "Enter a valid date"),
    ],
)
def test_a_wrong_schedule_comes_back_with_every_answer_kept(staff, page, wrong, sentence):
    response = staff.post(page, SENT | {"local_time": "10:30"} | wrong)
    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    assert f'value="{wrong.get("local_time", "10:30")}"' in shown
    assert not CheckInSchedule.objects.exists()


def test_a_stale_schedule_shows_both_and_keeps_ones_own(staff, page, cast):
    first = schedule(cast)
    schedule(cast, every_days=3, version=first.version, by=cast.nurse)
    mine = SENT | {"version": str(first.version), "cadence": "fixed", "every_days": "5"}
    response = staff.post(page, mine)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Every 3 days" in shown
    assert "Nora Lindqvist" in shown
    assert 'value="5"' in shown
    assert staff.post(page, mine | {"version": str(first.version + 1)}).status_code == 302


def test_who_may_open_the_schedule(client, cast, page):
    expected = {"counselor": 200, "nurse": 200, "prescriber": 200, "intake": 403, "patient_user": 403, "outsider": 404,
                "privacy_officer": 404, "administrator": 404, "other_patient_user": 404}  # fmt: skip
    found = {}
    for name, user in cast.signed_in().items():
        client.force_login(user)
        found[name] = client.get(page).status_code
    assert found == expected


def test_a_response_shows_level_reasons_with_sources_and_answers_in_words(staff, cast):
    response = answered(first_check_in(cast), cast.patient_user, craving=8, used=["alcohol"], confidence=None)
    shown = staff.get(reverse("checkins:response", args=[response.pk])).content.decode()
    for words in (
        "High",
        "Used alcohol",
        "Craving 8",
        "clinical spec 5",
        "8 of 10",
        "Rather not say",
        "Not at all",
        "Alcohol",
    ):
        assert words in shown
    assert "<title>Check-in" in shown
    assert AuditEvent.objects.filter(action="read", resource="check-in", actor=cast.counselor).exists()


def test_acknowledging_needs_a_note_and_is_done_once(staff, cast):
    response = answered(first_check_in(cast), cast.patient_user, craving=8)
    address, key = reverse("checkins:response", args=[response.pk]), uuid4()
    empty = staff.post(address, {"note": " ", "submission_id": key})
    assert empty.status_code == 422
    assert "Answer the question: What did you do?" in empty.content.decode()
    for _ in range(2):
        assert staff.post(address, {"note": "Called at 14:20.", "submission_id": key}).status_code == 302
    made = Acknowledgement.objects.get()
    assert (made.by, made.note) == (cast.counselor, "Called at 14:20.")
    assert AuditEvent.objects.filter(resource="aftercare.acknowledgement", action="created").count() == 1
    assert "Called at 14:20." in staff.get(address).content.decode()


def test_somebody_was_first_says_who_and_when_and_keeps_the_note(staff, cast):
    response = answered(first_check_in(cast), cast.patient_user, craving=8)
    actions.acknowledge(judged=response, note="On it.", submission_id=uuid4(), by=cast.nurse, at=AT)
    again = staff.post(
        reverse("checkins:response", args=[response.pk]), {"note": "I called, no answer", "submission_id": uuid4()}
    )
    shown = again.content.decode()
    assert again.status_code == 409
    assert "Nora Lindqvist" in shown
    assert "14:05" in shown
    assert "I called, no answer" in shown
    assert Acknowledgement.objects.count() == 1


def test_a_missed_one_is_shown_and_acknowledged(staff, cast):
    check_in = first_check_in(cast)
    actions.close(at=check_in.closes_at)
    missed = MissedCheckIn.objects.get()
    address = reverse("checkins:missed", args=[missed.pk])
    assert "Missed 1 check-in" in staff.get(address).content.decode()
    assert staff.post(address, {"note": "Left a message.", "submission_id": uuid4()}).status_code == 302
    assert Acknowledgement.objects.get().missed == missed


def test_who_may_open_and_acknowledge_a_response(client, cast):
    response = answered(first_check_in(cast), cast.patient_user, craving=8)
    address = reverse("checkins:response", args=[response.pk])
    found = {}
    for name, user in cast.signed_in().items():
        client.force_login(user)
        posted = client.post(address, {"note": "", "submission_id": uuid4()}).status_code
        found[name] = (client.get(address).status_code, posted)
    away, seen = (404, 404), (200, 422)
    assert found == {"counselor": seen, "nurse": seen, "prescriber": seen, "intake": (200, 403), "patient_user": (403, 403),
                     "outsider": away, "privacy_officer": away, "administrator": away, "other_patient_user": away}  # fmt: skip


def test_an_unfinished_response_says_so(staff, cast):
    check_in = first_check_in(cast)
    actions.save_answer(check_in=check_in, question="suicidal_thoughts", value=True, by=cast.patient_user, at=MORNING)
    actions.close(at=MORNING + timedelta(minutes=10))
    check_in.refresh_from_db()
    shown = staff.get(reverse("checkins:response", args=[check_in.response.pk])).content.decode()
    assert "Left before it was sent" in shown
    assert "Thoughts of suicide" in shown


def test_the_timeline_tells_of_answers_missed_ones_and_notes(cast):
    schedule(cast)
    actions.close(at=MORNING + days(1))
    second = queries.open_check_in(cast.patient, MORNING + days(1))
    response = answered(second, cast.patient_user, at=MORNING + days(1), craving=8)
    actions.acknowledge(judged=response, note="On it.", submission_id=uuid4(), by=cast.nurse, at=MORNING + days(2))
    told = [(entry.title, entry.text) for entry in queries.timeline(cast.episode)]
    assert told[0] == ("Check-in acknowledged", "On it.")
    assert ("Check-in answered", "High: Craving 8.") in told
    assert ("Check-in missed", "Watch: Missed 1 check-in.") in told
