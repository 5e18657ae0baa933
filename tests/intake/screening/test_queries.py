"""What other rooms are told of screening."""

from datetime import timedelta
from uuid import uuid4

import pytest

from intake.screening import actions, queries
from intake.screening.packets.built_in import FULL_INTAKE
from recovery.patients import actions as patients
from tests.cast import NOW
from tests.intake.screening.given import CALM_COWS, LOW_MOOD, NO_SUICIDE, record, record_all, start

LATER = NOW + timedelta(days=30)


def corrected(cast, response, answers, at=LATER):
    return actions.correct_response(
        response=response, answers=answers, reason="Misheard.", submission_id=uuid4(), by=cast.nurse, at=at
    )


def test_the_newest_response_is_the_one_answered_last_not_corrected_last(cast):
    old = record(cast, None, "COWS", {**CALM_COWS, "gi": 1}, episode=cast.episode)
    new = record(cast, None, "COWS", {**CALM_COWS, "gi": 2}, episode=cast.episode, at=NOW + timedelta(days=1))
    corrected(cast, old, {**CALM_COWS, "gi": 3})
    assert queries.latest_responses(cast.episode) == {"COWS": new}


def test_a_correction_stands_for_what_it_corrects(cast):
    second = corrected(cast, record(cast, start(cast), "COWS"), {**CALM_COWS, "gi": 3})
    assert queries.latest_responses(cast.episode) == {"COWS": second}


def test_the_newest_responses_are_one_query(cast, django_assert_num_queries):
    packet = start(cast)
    for code in ("COWS", "CSSRS", "PHQ9"):
        record(cast, packet, code)
    with django_assert_num_queries(1):
        assert list(queries.latest_responses(cast.episode)) == ["COWS", "CSSRS", "PHQ9"]


def test_the_summary_tells_treatment_the_score_band_flags_and_what_is_missing(cast):
    record(cast, start(cast), "PHQ9", {**dict.fromkeys(LOW_MOOD, 2), "1": None, "9": 1})
    summary = queries.summary(cast.episode)
    mood = summary.get("PHQ9")
    assert (mood.score, mood.band, mood.band_label, mood.missing, mood.status) == (
        17, "moderately_severe", "Moderately severe", ("1",), "prorated",
    )  # fmt: skip
    assert (summary.has("PHQ9", "SUICIDE_ITEM_POSITIVE"), summary.has("CSSRS", "SUICIDE_HIGH")) == (True, False)
    assert [finding.rule_id for finding in summary.findings] == ["PHQ9:SUICIDE_ITEM_POSITIVE", "PHQ9:POSITIVE"]


def test_an_episode_without_answers_has_an_empty_summary(cast):
    assert queries.summary(cast.episode) == queries.ScreeningSummary({}, ())


def test_packets_in_progress_are_those_within_reach(cast):
    packet = start(cast)
    assert list(queries.packets_in_progress(cast.counselor)) == [packet]
    assert list(queries.packets_in_progress(cast.outsider)) == []
    assert list(queries.packets_in_progress(cast.privacy_officer)) == []


def test_the_history_is_the_whole_chain_newest_first(cast):
    first = record(cast, start(cast), "CSSRS")
    second = corrected(cast, first, {**NO_SUICIDE, "1": "yes"})
    third = corrected(cast, second, NO_SUICIDE, at=LATER + timedelta(hours=1))
    other = record(cast, None, "CSSRS", {**NO_SUICIDE, "1": "yes"}, episode=cast.episode)
    assert queries.history(second) == [third, second, first]
    assert queries.history(other) == [other]
    assert queries.newest_version(first) == third


@pytest.mark.parametrize("answered", [1, 30])
def test_the_timeline_asks_the_database_the_same_number_of_times(cast, answered, django_assert_num_queries):
    start(cast)
    for number in range(answered):
        record(cast, None, "CRAVING", {"nrs": 8}, episode=cast.episode, at=NOW + timedelta(hours=number))
    with django_assert_num_queries(2):
        entries = queries.timeline(cast.episode)
    assert len(entries) == answered + 1
    assert (entries[0].title, entries[0].text, entries[0].actor) == (
        "Craving answered",
        "Severe, score 8",
        "Paul Eriksen",
    )


def test_grave_results_stand_out_on_the_timeline(cast):
    record(cast, start(cast), "CSSRS", {"1": "yes", "2": "yes", "4": "yes"})
    assert {entry.title: entry.tone for entry in queries.timeline(cast.episode)}[
        "Columbia-Suicide Severity Rating Scale, screener answered"
    ] == "bad"


def test_a_closed_episode_is_not_on_the_list(cast):
    patients.move_stage(episode=cast.episode, to="closed", by=cast.intake, at=NOW)
    assert [row.episode for row in queries.intake_list(cast.intake, at=NOW).rows] == [cast.other_episode]


def test_a_packet_in_progress_stands_on_the_list_before_a_newer_one_that_is_submitted(cast):
    full = start(cast, code=FULL_INTAKE)
    short = start(cast, at=NOW + timedelta(minutes=1))
    record_all(cast, short)
    actions.submit_packet(packet=short, by=cast.intake, at=NOW)
    rows = {row.episode: row.packet for row in queries.intake_list(cast.intake, at=NOW).rows}
    assert rows[cast.episode] == full
