"""The pages of withdrawal management as the nurse uses them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from tests.cast import NOW, open_episode, person
from tests.treatment.detox.test_actions import MILD, record
from treatment.detox import actions, queries
from treatment.detox.models import WithdrawalMonitoring, WithdrawalReading


@pytest.fixture
def monitoring(cast):
    return actions.start_monitoring(episode=cast.episode, by=cast.nurse, at=NOW)


@pytest.fixture
def nurse(cast, client):
    client.force_login(cast.nurse)
    return client


def there(name, episode):
    return reverse(f"treatment:{name}", args=[episode.pk])


def filled(**changes):
    data = {sign: str(value) for sign, value in MILD.items()}
    return data | {"submission_id": str(uuid4()), "seq": "1", "heart_rate": "92"} | changes


def test_starting_leads_to_the_first_reading(cast, nurse):
    response = nurse.post(there("start-monitoring", cast.episode))
    assert response.url == there("reading", cast.episode)
    assert WithdrawalMonitoring.objects.active().get().episode == cast.episode


def test_the_form_has_eleven_signs_and_only_scores_that_exist(cast, nurse, monitoring):
    page = nurse.get(there("reading", cast.episode)).content.decode()
    assert page.count('<fieldset class="score') == 11
    assert 'name="gooseflesh" value="3"' in page
    assert 'name="gooseflesh" value="4"' not in page
    assert "Whitfield" not in page[: page.index("</title>")]


def test_a_reading_is_signed_and_the_draft_is_gone(cast, nurse, monitoring):
    nurse.get(there("reading", cast.episode))
    response = nurse.post(
        there("reading", cast.episode), filled(blood_pressure="128 / 82", spo2="98", temperature="37.1")
    )
    assert response.url == there("readings", cast.episode)
    reading = WithdrawalReading.objects.get()
    assert (reading.total, reading.systolic, reading.diastolic, str(reading.temperature)) == (8, 128, 82, "37.1")
    assert not Draft.objects.exists()


def test_a_double_submit_makes_one_reading(cast, nurse, monitoring):
    data = filled()
    urls = {nurse.post(there("reading", cast.episode), data).url for _ in range(2)}
    assert urls == {there("readings", cast.episode)}
    assert WithdrawalReading.objects.count() == 1


def test_signs_without_a_score_are_listed_and_all_answers_kept(cast, nurse, monitoring):
    data = filled(note="Asked for water", blood_pressure="128/82")
    del data["tremor"], data["yawning"]
    response = nurse.post(there("reading", cast.episode), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "2 signs have no score yet" in page
    assert 'href="#id_tremor_0"' in page
    assert "Asked for water" in page
    assert 'value="128/82"' in page
    assert 'name="sweating" value="1" id="id_sweating_1" checked' in page.replace("  ", " ") or "checked" in page
    assert "<title>Error: Withdrawal reading" in page
    assert not WithdrawalReading.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pulse": "4"}, "Heart rate 92 scores 1, but 4 is chosen. Correct one of them"),
        ({"heart_rate": ""}, "Enter heart rate"),
        ({"heart_rate": "500"}, "Heart rate must be 20 to 300 /min"),
        ({"heart_rate": "fast"}, "Heart rate must be a number"),
        ({"heart_rate": "92.5"}, "Heart rate must be a whole number"),
        ({"blood_pressure": "128"}, "Enter blood pressure as two numbers, such as 128/82"),
        ({"blood_pressure": "82/128"}, "must be higher than the second"),
        ({"blood_pressure": "400/82"}, "Blood pressure must be 40 to 300 over 20 to 200 mmHg"),
        ({"temperature": "98.6"}, "98.6 °F is 37.0 °C"),
        ({"spo2": "101"}, "Oxygen must be 30 to 100 %"),
        ({"gooseflesh": "4"}, "Select a valid choice"),
        ({"danger_signs": "pale"}, "Select a valid choice"),
        ({"buprenorphine_at": "2026-11-21T08:00"}, "cannot be later than now"),
    ],
)
def test_bad_input_is_named_and_nothing_is_kept(cast, nurse, monitoring, changes, words):
    response = nurse.post(there("reading", cast.episode), filled(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not WithdrawalReading.objects.exists()


def test_the_dose_time_is_read_by_the_clock_of_the_center(cast, nurse, monitoring):
    nurse.post(there("reading", cast.episode), filled(buprenorphine_at="2026-11-20T14:00"))
    assert WithdrawalReading.objects.get().buprenorphine_at == NOW - timedelta(minutes=5)


def test_an_emergency_leads_to_what_to_do_now(cast, nurse, monitoring):
    response = nurse.post(there("reading", cast.episode), filled(respiratory_rate="8"), follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == there("act-now", WithdrawalReading.objects.get())
    for words in ("Act now", "Call 911 and give naloxone now", "Rule EMG-01", 'href="tel:911"'):
        assert words in page


def test_autosave_keeps_what_stands_in_the_form_and_gives_it_back(cast, nurse, monitoring):
    nurse.get(there("reading", cast.episode))
    saved = nurse.post(there("save-reading", cast.episode), filled(seq="3", tremor="", note="half done"))
    assert saved.json() == {"saved": "14:05"}
    page = nurse.get(there("reading", cast.episode)).content.decode()
    assert "half done" in page
    assert "This reading was begun earlier" in page
    assert 'name="seq" value="3"' in page


def test_a_late_autosave_does_not_undo_a_newer(cast, nurse, monitoring):
    nurse.get(there("reading", cast.episode))
    nurse.post(there("save-reading", cast.episode), filled(seq="5", note="newer"))
    late = nurse.post(there("save-reading", cast.episode), filled(seq="4", note="older"))
    assert late.status_code == 409
    assert Draft.objects.get().data["note"] == "newer"


def test_an_autosave_after_signing_brings_nothing_back(cast, nurse, monitoring):
    nurse.get(there("reading", cast.episode))
    nurse.post(there("reading", cast.episode), filled())
    assert nurse.post(there("save-reading", cast.episode), filled(seq="9")).status_code == 409
    assert not Draft.objects.exists()


def test_save_and_come_back_later_signs_nothing(cast, nurse, monitoring):
    response = nurse.post(there("reading", cast.episode), {"later": "1", "sweating": "2", "note": "called away"})
    assert response.url == reverse("treatment:board")
    assert not WithdrawalReading.objects.exists()
    assert "called away" in nurse.get(there("reading", cast.episode)).content.decode()


def test_start_over_throws_the_draft_away(cast, nurse, monitoring):
    nurse.post(there("reading", cast.episode), {"later": "1", "note": "called away"})
    nurse.post(there("reading", cast.episode), {"afresh": "1"})
    assert "called away" not in nurse.get(there("reading", cast.episode)).content.decode()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"heart_rate": "92", "fills": "pulse"}, ["1", "1 of 11 answered", "From heart rate 92"]),
        ({"sweating": "4", "gi": "5"}, ["9", "2 of 11 answered"]),
        ({"heart_rate": "92", "pulse": "4"}, ["Heart rate 92 scores 1, but 4 is chosen"]),
        ({"heart_rate": "9999"}, ["0 of 11 answered"]),
    ],
)
def test_the_running_score_shows_no_band_before_all_signs_are_scored(cast, nurse, typed, shown):
    page = nurse.post(reverse("treatment:tally"), typed).content.decode()
    assert all(words in page for words in shown)
    assert "Moderate" not in page


def test_the_running_score_shows_the_band_when_all_are_scored(cast, nurse):
    page = nurse.post(reverse("treatment:tally"), filled()).content.decode()
    assert "<b>Mild</b>" in page


def test_the_board_shows_the_latest_first_with_total_and_course(cast, nurse, monitoring):
    record(monitoring, cast.nurse, at=NOW - timedelta(hours=5))
    record(monitoring, cast.nurse, at=NOW - timedelta(hours=4, minutes=35), answers={**MILD, "tremor": 2})
    page = nurse.get(reverse("treatment:board")).content.decode()
    for words in ("Whitfield, Marcus", "35 min late", "Mild", "COWS rose from 8 to 10 in 2 readings"):
        assert words in page
    assert AuditEvent.objects.get(resource="withdrawal board").detail["ids"] == [str(cast.patient.pk)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-70, "1 h 10 min late"), (-35, "35 min late"), (0, "Due now"), (25, "Due 14:30"), (720, "Due 21 Nov 02:05")],
)
def test_when_it_is_due_in_words(cast, monitoring, minutes, words):
    monitoring.next_due_at = NOW + timedelta(minutes=minutes)
    monitoring.save()
    assert [row.due for row in queries.board(cast.nurse, NOW)] == [words]


def test_readings_due_within_two_hours(cast, monitoring):
    assert [row.patient for row in queries.due_readings(cast.nurse, NOW)] == [cast.patient]
    record(monitoring, cast.nurse)
    assert queries.due_readings(cast.nurse, NOW) == []


def test_htmx_gets_the_list_alone_and_it_renews_itself_in_the_background(cast, nurse, monitoring):
    part = nurse.get(reverse("treatment:board"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'data-refresh="60"' in part
    assert "Recovery-Background" in part


def test_an_empty_board_says_what_will_appear(cast, nurse):
    assert "Nobody is being watched" in nurse.get(reverse("treatment:board")).content.decode()


@pytest.mark.parametrize("people", [1, 30])
def test_the_board_asks_two_questions_for_1_and_for_30_people(cast, monitoring, people):
    record(monitoring, cast.nurse)
    for n in range(people - 1):
        episode = open_episode(
            person(f"Ann{n}", "Lee", date(1980, 1, 1), by=cast.intake), lead=cast.nurse, by=cast.intake
        )
        record(actions.start_monitoring(episode=episode, by=cast.nurse, at=NOW), cast.nurse)
    with CaptureQueriesContext(connection) as asked:
        rows = queries.board(cast.nurse, NOW)
        assert all(row.patient.sort_name for row in rows)
    assert (len(rows), len(asked)) == (people, 2)


def test_the_trend_has_its_words_its_bands_and_its_table(cast, nurse, monitoring):
    record(monitoring, cast.nurse, at=NOW - timedelta(hours=2), answers={**MILD, "tremor": 4})
    record(monitoring, cast.nurse)
    page = nurse.get(there("readings", cast.episode)).content.decode()
    for words in (
        "COWS fell from 12 to 8 in 2 readings",
        "Moderately severe",
        "The same data as a table",
        "20 Nov 14:05",
    ):
        assert words in page


def correction(reading, **changes):
    return filled(tremor="2", reason="Wrong row", **changes)


def test_a_correction_keeps_both_and_says_why(cast, nurse, monitoring):
    first = record(monitoring, cast.nurse)
    assert 'value="92"' in nurse.get(there("correct-reading", first)).content.decode()
    nurse.post(there("correct-reading", first), correction(first))
    page = nurse.get(there("readings", cast.episode)).content.decode()
    assert "Corrected by Nora Lindqvist (total was 8): Wrong row" in page
    assert WithdrawalReading.objects.count() == 2


def test_a_correction_needs_a_reason(cast, nurse, monitoring):
    first = record(monitoring, cast.nurse)
    response = nurse.post(there("correct-reading", first), correction(first) | {"reason": " "})
    assert response.status_code == 422
    assert "Answer the question: Why is it corrected?" in response.content.decode()


def test_the_second_correction_shows_the_first_and_keeps_its_words(cast, nurse, monitoring):
    first = record(monitoring, cast.nurse)
    nurse.post(there("correct-reading", first), correction(first))
    response = nurse.post(there("correct-reading", first), correction(first, note="mine"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "This reading was corrected already" in page
    assert "total 10" in page
    assert "mine" in page


def test_ending_needs_a_reason_and_takes_the_person_off_the_board(cast, nurse, monitoring):
    assert nurse.post(there("end-monitoring", cast.episode), {"reason": ""}).status_code == 422
    nurse.post(there("end-monitoring", cast.episode), {"reason": "Settled, COWS 2 twice"})
    assert queries.board(cast.nurse, NOW) == []
    assert "Settled, COWS 2 twice" in nurse.get(there("readings", cast.episode)).content.decode()


def test_without_monitoring_the_reading_page_leads_to_where_it_is_started(cast, nurse):
    assert nurse.get(there("reading", cast.episode)).url == there("readings", cast.episode)
    assert "Start monitoring" in nurse.get(there("readings", cast.episode)).content.decode()


def test_what_was_typed_stays_when_monitoring_was_ended_meanwhile(cast, nurse, monitoring, monkeypatch):
    stale = queries.monitoring_of(cast.episode)
    actions.end_monitoring(monitoring=monitoring, reason="Left", by=cast.prescriber, at=NOW)
    monkeypatch.setattr(queries, "monitoring_of", lambda episode: stale)
    response = nurse.post(there("reading", cast.episode), filled(note="typed in vain"))
    assert response.status_code == 422
    assert "typed in vain" in response.content.decode()


@pytest.mark.parametrize("name", ["reading", "start-monitoring", "end-monitoring", "save-reading"])
def test_a_counselor_may_look_but_not_record(cast, client, monitoring, name):
    client.force_login(cast.counselor)
    assert client.post(there(name, cast.episode), filled()).status_code == 403
    assert client.get(there("readings", cast.episode)).status_code == 200


@pytest.mark.parametrize("name", ["board", "tally"])
def test_board_and_tally_are_for_those_who_record(cast, client, name):
    client.force_login(cast.counselor)
    response = client.post(reverse("treatment:tally")) if name == "tally" else client.get(reverse("treatment:board"))
    assert response.status_code == 403


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "other_patient_user"])
def test_out_of_reach_nothing_exists(cast, client, monitoring, who):
    reading = record(monitoring, cast.nurse)
    client.force_login(getattr(cast, who))
    assert client.get(there("readings", cast.episode)).status_code == 404
    assert client.get(there("reading", cast.episode)).status_code == 404
    for name in ("correct-reading", "act-now"):
        assert client.get(there(name, reading)).status_code == 404


def test_each_page_about_a_person_is_recorded(cast, nurse, monitoring):
    reading = record(monitoring, cast.nurse)
    for url in (there("readings", cast.episode), there("reading", cast.episode), there("act-now", reading)):
        nurse.get(url)
    read = AuditEvent.objects.filter(action="read", patient_id=cast.patient.pk)
    assert set(read.values_list("resource", flat=True)) == {
        "withdrawal readings", "withdrawal reading", "withdrawal emergency",
    }  # fmt: skip
