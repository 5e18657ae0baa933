"""The database refuses answers that no instrument allows, whoever writes them."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.screening.models import InstrumentResponse
from recovery.clinical.instruments import EDITIONS, INSTRUMENTS
from recovery.clinical.legality import answers_path
from tests.cast import NOW
from tests.clinical.instruments.strategies import legal_answers
from tests.intake.screening.given import ALL, CALM_COWS, LOW_MOOD, NO_SUICIDE, SEVERE_OUD


def version(code):
    return INSTRUMENTS[code].version if code in INSTRUMENTS else "1"


def insert(cast, code, answers, **fields):
    with transaction.atomic():
        return InstrumentResponse.objects.create(
            **{
                "episode": cast.episode, "instrument": code, "instrument_version": version(code), "mode": "interview",
                "answers": answers, "result": {}, "status": "complete", "recorded_by": cast.intake, "recorded_at": NOW,
                "answered_at": NOW, "submission_id": uuid4(), **fields,
            }
        )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        *ALL.items(),
        ("COWS", {**CALM_COWS, "pulse": None, "heart_rate": 20}),
        ("DSM5_OUD", {**SEVERE_OUD, "c3": None, "medically_supervised_only": False}),
        ("PHQ9", {**LOW_MOOD, "difficulty": 3}),
        ("CSSRS", {**NO_SUICIDE, "6a": None}),
        ("CRAVING", {"nrs": 10, "vas_mm": 100}),
        ("PHQ2", {"1": 3, "2": 0}),
        ("OUD_REMISSION", {"months_without_criteria": 2.9}),
        ("TAPS2", {"asked": ["heroin", "alcohol"], "heroin_q1": "yes"}),
        ("BAMR", {"2": 30, "14": "yes"}),
    ],
)
def test_legal_answers_are_kept(cast, code, answers):
    assert insert(cast, code, answers).pk


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("COWS", {**CALM_COWS, "pulse": 3}),
        ("COWS", {**CALM_COWS, "pulse": "1"}),
        ("COWS", {**CALM_COWS, "pulse": [1]}),
        ("COWS", {**CALM_COWS, "pulse": True}),
        ("COWS", {**CALM_COWS, "hiccups": 1}),
        ("COWS", {**CALM_COWS, "heart_rate": 19}),
        ("COWS", {**CALM_COWS, "heart_rate": 301}),
        ("COWS", {**CALM_COWS, "heart_rate": 80.5}),
        ("COWS", {**CALM_COWS, "heart_rate": "80"}),
        ("COWS", [0, 1]),
        ("COWS", "pulse"),
        ("PHQ9", {**LOW_MOOD, "1": 4}),
        ("PHQ9", {**LOW_MOOD, "9": "1"}),
        ("PHQ9", {**LOW_MOOD, "10": 1}),
        ("CSSRS", {**NO_SUICIDE, "1": "maybe"}),
        ("CSSRS", {**NO_SUICIDE, "6a": True}),
        ("DSM5_OUD", {**SEVERE_OUD, "c1": "yes"}),
        ("DSM5_OUD", {**SEVERE_OUD, "c1": 1}),
        ("CRAVING", {"nrs": 11}),
        ("OUD_REMISSION", {"months_without_criteria": -0.1}),
        ("OUD_REMISSION", {"months_without_criteria": "2.9"}),
        ("OUD_REMISSION", {"months_without_criteria": True}),
        ("TAPS2", {"asked": "heroin"}),
        ("TAPS2", {"asked": ["coffee"]}),
        ("BAM", {"14": 2}),
        ("BAMR", {"2": 31}),
        ("SOMETHING", {}),
    ],
)
def test_illegal_answers_are_refused_by_the_database(cast, code, answers):
    with pytest.raises(IntegrityError):
        insert(cast, code, answers)


@pytest.mark.parametrize("status", ["incomplete", "invalid"])
def test_what_was_not_scored_is_not_kept(cast, status):
    with pytest.raises(IntegrityError, match="response_is_scored"):
        insert(cast, "COWS", CALM_COWS, status=status)


def test_a_correction_without_a_reason_is_refused_by_the_database(cast):
    first = insert(cast, "COWS", CALM_COWS)
    with pytest.raises(IntegrityError, match="correction_has_reason"):
        insert(cast, "COWS", CALM_COWS, supersedes=first)


def test_answers_of_a_version_that_is_not_installed_are_refused(cast):
    with pytest.raises(IntegrityError, match="answers_are_legal"):
        insert(cast, "COWS", CALM_COWS, instrument_version="1999")


JUNK = (
    st.none() | st.booleans() | st.integers(-2, 400) | st.floats(-1, 40).filter(lambda each: not each.is_integer())
    | st.sampled_from(["yes", "no", "1", "", "never"]) | st.just([1]) | st.just(["heroin"]) | st.just([])
)  # fmt: skip


def accepted_by_the_database(instrument, answers):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_path_exists(%s::jsonb, %s::jsonpath)",
            [
                InstrumentResponse._meta.get_field("answers").get_db_prep_value(answers, connection),
                answers_path(instrument),
            ],
        )
        return cursor.fetchone()[0]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), instrument=st.sampled_from(EDITIONS))
def test_the_database_and_the_instrument_draw_one_line(db, data, instrument):
    ids = [item.id for item in instrument.items] + ["unheard_of"]
    answers = data.draw(st.dictionaries(st.sampled_from(ids), JUNK, max_size=5))
    known = {item.id: item for item in instrument.items}
    legal = all(key in known and (value is None or known[key].accepts(value)) for key, value in answers.items())
    assert accepted_by_the_database(instrument, answers) is legal


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), instrument=st.sampled_from(EDITIONS))
def test_every_legal_answer_is_accepted_by_the_database(db, data, instrument):
    assert accepted_by_the_database(instrument, data.draw(legal_answers(instrument))) is True
