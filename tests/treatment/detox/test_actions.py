"""Recording withdrawal: kept once, judged by the emergency rules, never changed."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from recovery.audit.models import AuditEvent
from recovery.clinical.instruments import Result, get
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from tests.cast import NOW
from treatment.detox import actions, queries
from treatment.detox.models import WithdrawalReading
from treatment.detox.rules.vitals import Vitals

MILD = {
    "sweating": 1, "restlessness": 1, "pupil": 1, "aches": 1, "runny_nose": 1, "gi": 1, "tremor": 0, "yawning": 0,
    "anxiety": 1, "gooseflesh": 0,
}  # fmt: skip
CALM = Vitals(heart_rate=92, systolic=128, diastolic=82, respiratory_rate=16, spo2=98, temperature=Decimal("37.1"))


@pytest.fixture
def monitoring(cast):
    return actions.start_monitoring(episode=cast.episode, by=cast.nurse, at=NOW)


def record(monitoring, by, *, at=NOW, answers=MILD, vitals=CALM, submission_id=None, **more):
    return actions.record_reading(
        monitoring=monitoring,
        answers=answers,
        vitals=vitals,
        submission_id=submission_id or uuid4(),
        by=by,
        at=at,
        **more,
    )


def test_starting_twice_is_one_monitoring_due_at_once(cast, monitoring):
    again = actions.start_monitoring(episode=cast.episode, by=cast.prescriber, at=NOW + timedelta(minutes=1))
    assert again == monitoring
    assert monitoring.next_due_at == NOW


def test_counselor_may_not_start(cast):
    with pytest.raises(PermissionDenied):
        actions.start_monitoring(episode=cast.episode, by=cast.counselor, at=NOW)


def test_nobody_out_of_reach_is_watched(cast):
    with pytest.raises(PermissionDenied):
        actions.start_monitoring(episode=cast.other_episode, by=cast.nurse, at=NOW)


def test_a_person_in_aftercare_is_not_watched(cast):
    for stage in (Stage.IN_TREATMENT, Stage.IN_AFTERCARE):
        patients.move_stage(episode=cast.episode, to=stage, by=cast.counselor, at=NOW)
    with pytest.raises(actions.CannotMonitor):
        actions.start_monitoring(episode=cast.episode, by=cast.nurse, at=NOW)


def test_a_reading_is_scored_with_the_pulse_from_the_heart_rate(cast, monitoring):
    reading = record(monitoring, cast.nurse)
    assert (reading.total, reading.band, reading.answers["heart_rate"]) == (8, "mild", 92)
    assert get("COWS").score(reading.answers) == Result.from_json(reading.result)


def test_the_next_reading_is_due_four_hours_later_and_two_from_a_score_of_25(cast, monitoring):
    record(monitoring, cast.nurse)
    monitoring.refresh_from_db()
    assert monitoring.next_due_at == NOW + timedelta(hours=4)
    severe = {**MILD, "sweating": 4, "restlessness": 5, "pupil": 5, "aches": 4, "gooseflesh": 5}
    record(monitoring, cast.nurse, answers=severe, at=NOW + timedelta(hours=1))
    monitoring.refresh_from_db()
    assert monitoring.next_due_at == NOW + timedelta(hours=3)


def test_slow_breathing_is_looked_at_again_within_ten_minutes(cast, monitoring):
    record(monitoring, cast.nurse, vitals=Vitals(heart_rate=70, respiratory_rate=11))
    monitoring.refresh_from_db()
    assert monitoring.next_due_at == NOW + timedelta(minutes=10)
    assert monitoring.next_due_reason == "Breathing is slow: look again in 5 to 10 minutes"


def test_somebody_drowsy_is_looked_at_again_within_ten_minutes(cast, monitoring):
    reading = record(monitoring, cast.nurse, danger_signs=["sedated"])
    monitoring.refresh_from_db()
    assert (monitoring.next_due_at, reading.findings) == (NOW + timedelta(minutes=10), [])


def test_a_dose_on_day_1_brings_a_reading_within_an_hour_of_it(cast, monitoring):
    record(monitoring, cast.nurse, buprenorphine_at=NOW - timedelta(minutes=5))
    monitoring.refresh_from_db()
    assert monitoring.next_due_at == NOW + timedelta(minutes=55)


def test_nine_breaths_a_minute_is_an_emergency(cast, monitoring):
    reading = record(monitoring, cast.nurse, vitals=Vitals(heart_rate=70, respiratory_rate=9))
    assert [(f["rule_id"], f["escalation"]) for f in reading.findings] == [("EMG-01", "911_and_naloxone")]
    assert reading.must_act


@pytest.mark.parametrize(
    ("sign", "rule"),
    [
        ("unresponsive", "EMG-01"),
        ("seizure", "EMG-02"),
        ("hallucinations_or_delirium", "EMG-03"),
        ("chest_pain_or_syncope", "EMG-05"),
        ("persistent_vomiting", "EMG-07"),
    ],
)
def test_a_danger_sign_raises_its_rule(cast, monitoring, sign, rule):
    reading = record(monitoring, cast.nurse, danger_signs=[sign])
    assert [finding["rule_id"] for finding in reading.findings] == [rule]


@pytest.mark.parametrize(("rise", "rules"), [(4, []), (5, ["EMG-06"])])
def test_a_rise_of_five_after_buprenorphine_is_precipitated_withdrawal(cast, monitoring, rise, rules):
    record(monitoring, cast.nurse)
    after = {**MILD, "gooseflesh": 3, "tremor": rise - 3}
    reading = record(
        monitoring, cast.nurse, answers=after, at=NOW + timedelta(hours=1), buprenorphine_at=NOW + timedelta(minutes=10)
    )
    assert reading.total == 8 + rise
    assert [finding["rule_id"] for finding in reading.findings] == rules


def test_a_dose_named_earlier_still_counts_when_the_reading_names_none(cast, monitoring):
    record(monitoring, cast.nurse, buprenorphine_at=NOW)
    worse = {**MILD, "gooseflesh": 5}
    reading = record(monitoring, cast.nurse, answers=worse, at=NOW + timedelta(hours=4))
    assert [finding["rule_id"] for finding in reading.findings] == ["EMG-06"]


def test_a_missing_sign_is_named(cast, monitoring):
    partial = {sign: value for sign, value in MILD.items() if sign != "tremor"}
    with pytest.raises(actions.IncompleteReading) as caught:
        record(monitoring, cast.nurse, answers=partial)
    assert caught.value.missing == ("tremor",)


@pytest.mark.parametrize(
    ("answers", "vitals", "named"),
    [
        ({**MILD, "gooseflesh": 4}, CALM, "gooseflesh"),
        ({**MILD, "pulse": 4}, CALM, "pulse"),
        (MILD, Vitals(heart_rate=500), "heart_rate"),
        (MILD, Vitals(heart_rate=80, systolic=80, diastolic=120), "systolic"),
        (MILD, Vitals(heart_rate=80, systolic=120), "diastolic"),
        (MILD, Vitals(heart_rate=80, spo2=101), "spo2"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(cast, monitoring, answers, vitals, named):
    with pytest.raises(actions.ImpossibleReading) as caught:
        record(monitoring, cast.nurse, answers=answers, vitals=vitals)
    assert named in caught.value.errors
    assert not WithdrawalReading.objects.exists()


def test_a_dose_in_the_future_is_refused(cast, monitoring):
    with pytest.raises(actions.ImpossibleReading):
        record(monitoring, cast.nurse, buprenorphine_at=NOW + timedelta(minutes=1))


def test_a_double_submit_makes_one_reading(cast, monitoring):
    key = uuid4()
    first = record(monitoring, cast.nurse, submission_id=key)
    assert record(monitoring, cast.nurse, submission_id=key) == first
    assert WithdrawalReading.objects.count() == 1


def test_after_the_end_no_reading_is_taken(cast, monitoring):
    ended = actions.end_monitoring(monitoring=monitoring, reason="Settled", by=cast.nurse, at=NOW)
    assert (ended.ended_by, ended.end_reason) == (cast.nurse, "Settled")
    with pytest.raises(actions.MonitoringEnded):
        record(monitoring, cast.nurse)
    with pytest.raises(actions.MonitoringEnded):
        actions.end_monitoring(monitoring=monitoring, reason="Again", by=cast.prescriber, at=NOW)


def correction(reading, by, answers, **more):
    observed = actions.Observation(answers=answers, vitals=CALM)
    return actions.correct_reading(
        reading=reading,
        observation=observed,
        reason="Wrong row",
        submission_id=uuid4(),
        by=by,
        at=NOW + timedelta(hours=1),
    )


def test_a_correction_stands_in_place_of_the_first_and_keeps_when_it_was_seen(cast, monitoring):
    first = record(monitoring, cast.nurse)
    newer = correction(first, cast.prescriber, {**MILD, "tremor": 2})
    assert list(queries.readings(cast.episode)) == [newer]
    assert (newer.total, newer.supersedes, newer.observed_by, newer.observed_at) == (10, first, cast.nurse, NOW)
    assert newer.corrected_by == cast.prescriber
    assert WithdrawalReading.objects.count() == 2


def test_the_second_of_two_corrections_is_told_of_the_first(cast, monitoring):
    first = record(monitoring, cast.nurse)
    newer = correction(first, cast.nurse, {**MILD, "tremor": 2})
    with pytest.raises(actions.AlreadyCorrected) as caught:
        correction(first, cast.prescriber, {**MILD, "tremor": 4})
    assert caught.value.by_reading == newer


def test_every_write_is_audited_without_what_was_found(cast, monitoring):
    reading = record(monitoring, cast.nurse, vitals=Vitals(heart_rate=70, spo2=85), note="asleep in the chair")
    events = AuditEvent.objects.filter(actor=cast.nurse).order_by("created_at")
    assert [(e.action, e.resource) for e in events] == [
        ("created", "treatment.withdrawalmonitoring"),
        ("created", "treatment.withdrawalreading"),
        ("created", "clinical.redflag"),
        ("created", "patients.calledin"),
    ]
    assert events[1].patient_id == cast.patient.pk
    assert events[1].detail == {"rules": ["EMG-01"], "corrects": False}
    assert reading.note not in str(events[1].detail)


def test_a_kept_reading_never_changes(cast, monitoring):
    reading = record(monitoring, cast.nurse)
    for statement in ("UPDATE treatment_withdrawalreading SET total = 0", "DELETE FROM treatment_withdrawalreading"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(TypeError):
        reading.save()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("answers = jsonb_set(answers, '{gooseflesh}', '4')", "reading_answers_are_legal"),
        ("heart_rate = 301", "vital_signs_possible"),
        ("spo2 = 101", "vital_signs_possible"),
        ("temperature = 98.6", "vital_signs_possible"),
        ("total = 49", "reading_total_in_range"),
        ("danger_signs = '[\"pale\"]'", "reading_danger_signs_are_known"),
        ("buprenorphine_at = observed_at + interval '1 minute'", "reading_after_its_dose"),
        ("correction_reason = 'none'", "reading_correction_has_reason"),
    ],
)
def test_the_database_itself_refuses_an_impossible_reading(cast, monitoring, change, constraint):
    record(monitoring, cast.nurse)
    column, value = change.split(" = ", 1)
    names = [f.column for f in WithdrawalReading._meta.concrete_fields]
    fresh = {column: value, "id": "gen_random_uuid()", "submission_id": "gen_random_uuid()"}
    values = ", ".join(fresh.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO treatment_withdrawalreading ({columns}) SELECT {values} FROM treatment_withdrawalreading"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_timeline_tells_of_the_start_and_each_reading(cast, monitoring):
    record(monitoring, cast.nurse)
    assert [(entry.title, entry.actor) for entry in queries.timeline(cast.episode)] == [
        ("Withdrawal monitoring started", "Nora Lindqvist"),
        ("COWS 8", "Nora Lindqvist"),
    ]
