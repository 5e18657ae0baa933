"""Recording, correcting and submitting: what is kept, what is refused, and the trail of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from intake.screening import actions
from intake.screening.actions import errors
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets import built_in
from recovery.audit.models import AuditEvent
from recovery.clinical.instruments import score
from recovery.core.models import Draft
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from recovery.patients.models import StageChange
from tests.cast import NOW, person
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE, SEVERE_OUD, record, record_all, start


def referred(cast):
    tess = person("Tess", "Referred", cast.patient.birth_date, by=cast.intake)
    return patients.open_episode(
        patient=tess,
        referral_source="self",
        reason="",
        lead=cast.counselor,
        submission_id=uuid4(),
        by=cast.intake,
        at=NOW,
    )


def correct(cast, response, answers, **given):
    values = {"reason": "Misheard.", "submission_id": uuid4(), "by": cast.nurse, "at": NOW + timedelta(hours=1)}
    return actions.correct_response(response=response, answers=answers, **{**values, **given})


def test_starting_a_packet_moves_a_referred_person_into_intake(cast):
    episode = referred(cast)
    packet = start(cast, episode=episode)
    episode.refresh_from_db()
    assert (packet.code, packet.code_version, packet.status, episode.stage) == (
        "OPIOID_INTAKE", built_in.SHORT.version, "in_progress", Stage.IN_INTAKE,
    )  # fmt: skip
    assert StageChange.objects.filter(episode=episode, to_stage=Stage.IN_INTAKE, by=cast.intake).count() == 1


def test_starting_again_goes_on_with_the_packet_begun(cast):
    assert start(cast) == start(cast, by=cast.counselor)
    assert ScreeningPacket.objects.count() == 1


def test_a_packet_is_not_started_in_a_closed_episode(cast):
    patients.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    with pytest.raises(errors.PacketClosed):
        start(cast, by=cast.counselor)


@pytest.mark.parametrize("who", ["privacy_officer", "administrator", "outsider", "patient_user"])
def test_who_may_not_screen_may_not_start_a_packet(cast, who):
    with pytest.raises(PermissionDenied):
        start(cast, by=getattr(cast, who))


def test_a_recorded_response_scores_the_same_again(cast):
    response = record(cast, start(cast), "COWS", {**CALM_COWS, "pulse": None, "heart_rate": 130, "gi": 5})
    assert (response.score, response.band, response.status) == (9, "mild", "complete")
    assert score("COWS", response.answers).as_json() == response.result
    assert (response.instrument_version, response.recorded_by, response.answered_at) == ("2003", cast.intake, NOW)


def test_recording_leaves_a_trail_and_takes_the_draft_away(cast):
    packet = start(cast)
    actions.save_draft(packet=packet, code="CSSRS", data={"1": "no"}, seq=1, by=cast.intake, at=NOW)
    response = record(cast, packet, "CSSRS")
    event = AuditEvent.objects.get(resource="intake.instrumentresponse")
    assert (event.resource_id, event.patient_id, event.actor) == (response.pk, cast.patient.pk, cast.intake)
    assert event.detail == {}
    assert Draft.objects.count() == 0


def test_a_second_submit_of_one_form_returns_the_first_record(cast):
    packet, key = start(cast), uuid4()
    first = record(cast, packet, "CSSRS", submission_id=key)
    again = record(cast, packet, "CSSRS", {"1": "yes", "2": "no", "6": "no"}, submission_id=key)
    assert (again, InstrumentResponse.objects.count()) == (first, 1)


def test_a_second_person_cannot_answer_what_is_answered(cast):
    packet = start(cast)
    first = record(cast, packet, "CSSRS")
    with pytest.raises(errors.AlreadyRecorded) as refused:
        record(cast, packet, "CSSRS", by=cast.nurse)
    assert refused.value.response == first


@pytest.mark.parametrize(
    ("code", "answers", "items"),
    [
        ("COWS", {**CALM_COWS, "pulse": 3}, ("pulse",)),
        ("COWS", {**CALM_COWS, "gooseflesh": True}, ("gooseflesh",)),
        ("COWS", {**CALM_COWS, "heart_rate": 130}, ("heart_rate", "pulse")),
        ("COWS", {**CALM_COWS, "hiccups": 1}, ("hiccups",)),
        ("PHQ9", {**LOW_MOOD, "9": 4}, ("9",)),
        ("CSSRS", {**NO_SUICIDE, "1": "maybe"}, ("1",)),
        ("DSM5_OUD", {**SEVERE_OUD, "c1": "yes"}, ("c1",)),
    ],
)
def test_illegal_answers_are_refused_by_name(cast, code, answers, items):
    with pytest.raises(errors.IllegalAnswers) as refused:
        record(cast, start(cast), code, answers)
    assert (refused.value.items, InstrumentResponse.objects.count()) == (items, 0)


@pytest.mark.parametrize(
    ("code", "answers", "missing"),
    [
        ("COWS", {**CALM_COWS, "tremor": None}, ("tremor",)),
        ("CSSRS", {"1": "no", "2": "no"}, ("6",)),
        ("CSSRS", {"1": "no", "2": "yes", "6": "no"}, ("3", "4", "5")),
        ("PHQ9", dict.fromkeys("456789", 0), ("1", "2", "3")),
        ("PHQ9", dict.fromkeys("12345678", 0), ("9",)),
        ("DSM5_OUD", {**dict.fromkeys(SEVERE_OUD, False), "c1": True, "c2": None}, ("c2",)),
    ],
)
def test_missing_answers_on_which_the_result_depends_are_refused_by_name(cast, code, answers, missing):
    with pytest.raises(errors.IncompleteAnswers) as refused:
        record(cast, start(cast), code, answers)
    assert refused.value.missing == missing


@pytest.mark.parametrize(
    ("code", "answers", "status", "band"),
    [
        ("DSM5_OUD", {**SEVERE_OUD, "c10": None, "c11": None}, "determinate", "severe"),
        ("CSSRS", {"1": "yes", "2": "yes", "4": "yes"}, "determinate", "high"),
        ("CSSRS", {"1": "no", "2": "no", "6": "yes", "6a": None}, "complete", "high"),
        ("PHQ9", {**LOW_MOOD, "1": None, "2": None}, "prorated", "minimal"),
        ("PHQ9", {**LOW_MOOD, "9": None}, "prorated", "minimal"),
    ],
)
def test_gaps_that_the_instrument_tolerates_are_kept(cast, code, answers, status, band):
    response = record(cast, start(cast), code, answers)
    assert (response.status, response.band, response.answers) == (status, band, answers)


def test_a_packet_answers_only_what_it_asks(cast):
    with pytest.raises(errors.NotInPacket):
        record(cast, start(cast), "PHQ2", {"1": 0, "2": 0})


def test_an_instrument_may_be_answered_outside_a_packet(cast):
    response = record(cast, None, "CRAVING", {"nrs": 3}, episode=cast.episode)
    assert (response.packet, response.score) == (None, 3)


def test_a_correction_stands_in_the_place_of_the_record_and_keeps_when_it_was_answered(cast):
    first = record(cast, start(cast), "CSSRS")
    second = correct(cast, first, {**NO_SUICIDE, "1": "yes"})
    assert (second.supersedes, second.band, second.answered_at, second.recorded_at) == (
        first, "low", NOW, NOW + timedelta(hours=1),
    )  # fmt: skip
    assert list(InstrumentResponse.objects.current()) == [second]
    event = AuditEvent.objects.get(resource_id=second.pk)
    assert (event.actor, event.detail) == (cast.nurse, {"fields": ["1"]})


def test_a_correction_needs_a_reason(cast):
    first = record(cast, start(cast), "CSSRS")
    with pytest.raises(errors.ReasonMissing):
        correct(cast, first, NO_SUICIDE, reason="  ")


def test_a_record_is_corrected_once_and_then_its_correction(cast):
    first = record(cast, start(cast), "CSSRS")
    second = correct(cast, first, {**NO_SUICIDE, "1": "yes"})
    with pytest.raises(errors.AlreadyCorrected) as refused:
        correct(cast, first, NO_SUICIDE, by=cast.intake)
    assert refused.value.current == second
    assert correct(cast, second, NO_SUICIDE).supersedes == second


def test_a_correction_sent_twice_is_one_record(cast):
    first, key = record(cast, start(cast), "CSSRS"), uuid4()
    assert correct(cast, first, NO_SUICIDE, submission_id=key) == correct(cast, first, NO_SUICIDE, submission_id=key)


@pytest.mark.parametrize("answers", [{**CALM_COWS, "pulse": 3}, {**CALM_COWS, "pulse": None}])
def test_a_correction_is_judged_like_a_first_answer(cast, answers):
    first = record(cast, start(cast), "COWS")
    with pytest.raises((errors.IllegalAnswers, errors.IncompleteAnswers)):
        correct(cast, first, answers)


def test_a_packet_is_submitted_when_everything_is_answered(cast):
    packet = start(cast)
    record_all(cast, packet)
    submitted = actions.submit_packet(packet=packet, by=cast.nurse, at=NOW)
    assert (submitted.status, submitted.submitted_by, submitted.submitted_at) == ("submitted", cast.nurse, NOW)
    assert AuditEvent.objects.filter(resource_id=packet.pk, action="changed", actor=cast.nurse).count() == 1
    assert actions.submit_packet(packet=packet, by=cast.intake, at=NOW).submitted_by == cast.nurse


def test_a_packet_names_what_is_missing(cast):
    packet = start(cast)
    record_all(cast, packet, but=("CSSRS", "PHQ9"))
    with pytest.raises(errors.PacketIncomplete) as refused:
        actions.submit_packet(packet=packet, by=cast.intake, at=NOW)
    assert refused.value.reasons == (
        "Suicide risk screen (C-SSRS) is not answered.",
        "Mood (PHQ-9) is not answered.",
    )


@pytest.mark.parametrize(
    ("item_9", "reason"),
    [
        (1, "PHQ-9 item 9 was answered with thoughts of death. Ask the C-SSRS before the visit ends."),
        (None, "PHQ-9 item 9 was declined. Ask the C-SSRS before the visit ends."),
    ],
)
def test_item_9_of_the_phq9_asks_for_the_cssrs_first(cast, item_9, reason):
    packet = start(cast)
    record_all(cast, packet, but=("CSSRS", "PHQ9"))
    record(cast, packet, "PHQ9", {**LOW_MOOD, "9": item_9})
    with pytest.raises(errors.PacketIncomplete) as refused:
        actions.submit_packet(packet=packet, by=cast.intake, at=NOW)
    assert refused.value.reasons[0] == reason
    record(cast, packet, "CSSRS")
    assert actions.submit_packet(packet=packet, by=cast.intake, at=NOW).status == "submitted"


def test_a_submitted_packet_takes_no_more_answers_but_corrections(cast):
    packet = start(cast)
    responses = record_all(cast, packet)
    actions.submit_packet(packet=packet, by=cast.intake, at=NOW)
    with pytest.raises(errors.AlreadyRecorded):
        record(cast, packet, "COWS")
    assert correct(cast, responses["COWS"], {**CALM_COWS, "gi": 1}).score == 1


def test_a_late_autosave_does_not_undo_a_newer_one(cast):
    packet = start(cast)
    given = {"packet": packet, "code": "COWS", "by": cast.intake, "at": NOW}
    actions.save_draft(data={"gi": "1"}, seq=2, **given)
    with pytest.raises(errors.NewerDraft):
        actions.save_draft(data={"gi": "0"}, seq=1, **given)
    assert Draft.objects.get().data == {"gi": "1"}


def test_a_response_never_changes(cast):
    response = record(cast, start(cast), "CSSRS")
    with pytest.raises(ProgrammingError), transaction.atomic():
        InstrumentResponse.objects.filter(pk=response.pk).update(band="low")
