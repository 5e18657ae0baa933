"""The stricter of two consents, by example and for all."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery.patients.rules.merging import Terms, both_said, stricter

DAYS = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3)]
PLAIN = Terms(True, True, "", "", DAYS[0], None, time(9), time(20))
TERMS = st.builds(
    Terms,
    active=st.booleans(),
    may_leave_message=st.booleans(),
    message_how=st.sampled_from(["", "first_name", "say_who"]),
    note=st.sampled_from(["", "Shared with a brother", "Work number", "Work number, shared with a brother"]),
    consent_at=st.none() | st.just(DAYS[0]) | st.just(DAYS[1]),
    consent_withdrawn_at=st.none() | st.just(DAYS[2]),
    allowed_from=st.sampled_from([time(8), time(9), time(15)]),
    allowed_until=st.sampled_from([time(16), time(20), time(21)]),
)


def consents(terms):
    return terms.active and terms.consent_at is not None and terms.consent_withdrawn_at is None


def test_consent_that_one_record_lacks_is_no_consent():
    assert stricter(PLAIN, replace(PLAIN, consent_at=None)).consent_at is None


def test_a_withdrawal_in_either_record_stands():
    withdrawn = replace(PLAIN, consent_withdrawn_at=DAYS[2])
    assert stricter(PLAIN, withdrawn) == stricter(withdrawn, PLAIN) == withdrawn


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("say_who", "say_who", "say_who"), ("say_who", "first_name", "first_name"), ("say_who", "", ""),
        ("first_name", "", "first_name"),
    ],
)  # fmt: skip
def test_a_message_says_no_more_than_both_records_allow(one, other, both):
    first, second = replace(PLAIN, message_how=one), replace(PLAIN, message_how=other)
    assert stricter(first, second).message_how == stricter(second, first).message_how == both


def test_what_is_to_be_heeded_in_either_is_heeded():
    first, second = replace(PLAIN, note="Shared phone"), replace(PLAIN, note="Not before noon")
    assert stricter(first, second).note == "Shared phone; Not before noon"


def test_hours_are_those_that_both_allow():
    both = stricter(PLAIN, replace(PLAIN, allowed_from=time(10), allowed_until=time(21)))
    assert (both.allowed_from, both.allowed_until) == (time(10), time(20))


def test_hours_without_overlap_stay_those_of_the_survivor():
    late = replace(PLAIN, allowed_from=time(20, 30), allowed_until=time(21))
    assert (stricter(PLAIN, late).allowed_from, stricter(PLAIN, late).allowed_until) == (time(9), time(20))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault of the rule
@given(TERMS, TERMS)
def test_nothing_is_allowed_that_one_of_the_two_forbids(one, other):
    both = stricter(one, other)
    assert consents(both) == (consents(one) and consents(other))
    assert both.may_leave_message == (one.may_leave_message and other.may_leave_message)
    assert (both.message_how == "say_who") <= (one.message_how == other.message_how == "say_who")
    assert both.may_leave_message or both.message_how == ""
    for heeded in (one.note, other.note):
        assert {part.strip().casefold() for part in heeded.split(",")} <= {
            part.strip().casefold() for part in both.note.replace(";", ",").split(",")
        } | {""}
    assert both.allowed_from < both.allowed_until


def test_an_allergy_in_both_lists_is_said_once():
    assert both_said("Penicillin, latex", "Latex") == "Penicillin, latex"
    assert both_said("Latex", "Penicillin, latex") == "Penicillin, latex"
    assert both_said("Penicillin", "Latex") == "Penicillin; Latex"


def test_a_word_within_another_sentence_is_not_the_same():
    assert both_said("Penicillin; no rash from latex", "Latex") == "Penicillin; no rash from latex; Latex"
