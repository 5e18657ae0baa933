"""What holds for every instrument: data that is complete, and scoring that never surprises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.instruments import INSTRUMENTS, RULES, Result, Status, answered, applies, get, red_flags, score
from intake.instruments.definition import Item

ALL = pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=list(INSTRUMENTS))
CODES = st.sampled_from(sorted(INSTRUMENTS))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def legal(item: Item):
    if item.kind == "boolean":
        return st.booleans()
    if item.kind == "integer":
        return st.integers(item.low, item.high)
    return st.sampled_from([option.value for option in item.options])


@st.composite
def legal_answers(draw, code):
    """Any legal answers, some left out, in any order."""
    items = draw(st.permutations(get(code).items))
    return {item.id: draw(st.none() | legal(item)) for item in items if draw(st.booleans())}


@ALL
def test_its_card_is_complete(instrument):
    card = (instrument.title, instrument.title_es, instrument.purpose, instrument.completed_by, instrument.interval)
    assert all((*card, instrument.licence, instrument.source, instrument.version))


@ALL
def test_its_bands_have_no_gap_and_no_overlap(instrument):
    edges = [(band.low, band.high) for band in instrument.bands if band.low is not None]
    assert [low for low, _ in edges[1:]] == [high + 1 for _, high in edges[:-1]]


@ALL
def test_each_band_says_what_to_do_and_on_whose_word(instrument):
    assert all(band.label and band.label_es and band.action.endswith(".") and band.source for band in instrument.bands)


@ALL
def test_each_flag_has_a_meaning(instrument):
    assert all(meaning.endswith(".") for meaning in instrument.flags.values())


@pytest.mark.parametrize("code", ["PHQ9", "PHQ2", "CSSRS", "CRAVING"])
def test_what_a_patient_may_answer_is_there_in_spanish(code):
    items = get(code).items
    assert all(item.text_es and bool(item.hint) == bool(item.hint_es) for item in items)
    assert all(option.text_es for item in items for option in item.options)


def test_the_observer_scale_credits_its_authors():
    assert get("COWS").credit == "Wesson & Ling, 2003"


def test_an_instrument_that_is_not_installed_is_a_key_error():
    with pytest.raises(KeyError):
        get("ASTROLOGY")


def test_every_rule_has_its_own_id():
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("answers", [None, [], "x", 3])
def test_answers_that_are_no_mapping_are_invalid(answers):
    assert score("COWS", answers).errors == ("answers",)


def test_a_context_that_is_no_mapping_is_invalid():
    assert score("COWS", {}, "x").errors == ("context",)


def test_errors_are_listed_once_and_in_order():
    assert score("PHQ2", {"z": 1, "2": 9, "a": None}).errors == ("2", "a", "z")


@given(st.data(), CODES)
def test_legal_answers_are_never_called_illegal_except_where_two_contradict(data, code):
    result = score(code, data.draw(legal_answers(code)))
    assert set(result.errors) <= {"heart_rate", "pulse", "nrs", "vas_mm"}


@given(st.data(), CODES)
def test_a_score_lies_in_its_band(data, code):
    result = score(code, data.draw(legal_answers(code)))
    band = get(code).band(result.band)
    if result.score is not None:
        assert band.low <= result.score <= band.high
    assert (band is None) == (result.status in {Status.INCOMPLETE, Status.INVALID})


@given(st.data(), CODES)
def test_the_order_of_answering_never_matters(data, code):
    answers = data.draw(legal_answers(code))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(code, shuffled) == score(code, answers)


@given(st.data(), CODES)
def test_a_stored_result_equals_the_one_scored_again(data, code):
    answers = data.draw(legal_answers(code))
    stored = json.loads(json.dumps(score(code, answers).as_json()))
    assert stored == score(code, answers).as_json()
    assert Result.from_json(stored) == score(code, answers)


@given(st.data(), CODES)
def test_every_flag_raised_has_a_meaning(data, code):
    result = score(code, data.draw(legal_answers(code)))
    assert all(get(code).meaning(flag) != flag for flag in result.flags)


@given(st.data(), CODES)
def test_answered_never_exceeds_what_is_asked(data, code):
    answers = data.draw(legal_answers(code))
    done, asked = answered(get(code), answers)
    assert 0 <= done <= asked <= len(applies(get(code), answers))


@given(CODES, JUNK, JUNK)
def test_no_input_ever_raises(code, answers, context):
    result = score(code, answers, context)
    assert result.status in Status
    assert all(finding.message for finding in red_flags(code, result))


@given(st.data(), CODES, JUNK)
def test_junk_in_any_one_item_never_raises(data, code, junk):
    item = data.draw(st.sampled_from(get(code).items))
    result = score(code, {**data.draw(legal_answers(code)), item.id: junk})
    assert result.status is Status.INVALID or junk is None or item.accepts(junk)
