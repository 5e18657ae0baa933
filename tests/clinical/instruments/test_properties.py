"""Properties of every edition of every instrument, from the registry: a new one cannot escape them."""

import json

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from recovery.clinical.instruments import EDITIONS, Result, Status, answered, applies, red_flags
from tests.clinical.instruments.strategies import (
    CONTEXTS,
    answers_with_gaps,
    complete_answers,
    legal_answers,
    skipped_answers,
)  # fmt: skip

NAMES = [f"{each.code} {each.version}" for each in EDITIONS]
EACH = pytest.mark.parametrize("edition", EDITIONS, ids=NAMES)
EXAMPLES = settings(max_examples=50, deadline=None)  # a busy machine is no failure
FEWER = settings(max_examples=20, deadline=None)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
# What two legal answers that contradict each other are refused by; everywhere else a contradiction is scored and flagged.
CONTRADICT = {
    "COWS": {"heart_rate", "pulse"},
    "CRAVING": {"nrs", "vas_mm"},
    "AUDITC": {"1", "2", "3"},
    "PCPTSD5": {"exposure"},
}
PARTIAL = {
    "PHQ9": Status.PRORATED,
    "GAD7": Status.PRORATED,
    "DSM5_OUD": Status.DETERMINATE,
}  # clinical spec 1.3, 1.7, 1.8


@EACH
@EXAMPLES
@given(data=st.data(), context=CONTEXTS)
def test_any_legal_answers_score_within_range(edition, data, context):
    result = edition.score(data.draw(legal_answers(edition)), context)
    band = edition.band(result.band)
    if result.score is not None:
        assert 0 <= result.score <= (edition.highest or edition.items[1].high)  # months of remission have no highest
        assert band.low is None or band.low <= result.score <= band.high
    assert (band is None) == (not edition.bands or result.status in {Status.INCOMPLETE, Status.INVALID})
    for scale in edition.subscales:
        assert 0 <= (result.extra.get("subscores", {}).get(scale.code) or 0) <= scale.high


@EACH
@EXAMPLES
@given(data=st.data(), context=CONTEXTS)
def test_the_order_of_answering_never_matters(edition, data, context):
    answers = data.draw(legal_answers(edition))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert edition.score(shuffled, context) == edition.score(answers, context)


@EACH
@EXAMPLES
@given(data=st.data(), context=CONTEXTS)
def test_stored_answers_scored_again_give_the_stored_result(edition, data, context):
    answers = data.draw(legal_answers(edition))
    result = edition.score(answers, context)
    stored = json.loads(json.dumps({"answers": answers, "context": context, "result": result.as_json()}))
    assert edition.score(stored["answers"], stored["context"]).as_json() == stored["result"]
    assert Result.from_json(stored["result"]) == result


@EACH
@EXAMPLES
@given(data=st.data(), context=CONTEXTS)
def test_missing_is_never_zero(edition, data, context):
    """Without a required answer there is no total, except where the instrument's own rule says so and marks it."""
    answers = data.draw(complete_answers(edition))
    dropped = data.draw(st.sampled_from(sorted(answers)))
    result = edition.score({**answers, dropped: None}, context)
    allowed = {Status.INCOMPLETE, PARTIAL.get(edition.code)}
    assert result.status in allowed or _is_settled(edition.code, answers, dropped, context)
    if result.status is not Status.COMPLETE:
        assert result.missing
    for scale in edition.subscales:
        if dropped in scale.items:
            assert result.extra["subscores"].get(scale.code) is None


def _is_settled(code, answers, dropped, context):
    """The C-SSRS is high without it; a recent act unknown is taken as recent; TAPS-2 takes an answer for the tick;
    tolerance and withdrawal do not count when every opioid is taken as prescribed."""
    if code == "CSSRS":
        return dropped == "6a" or any(answers.get(item) == "yes" for item in ("4", "5", "6a"))
    if code == "DSM5_OUD":
        return dropped in ("c10", "c11") and context.get("medically_supervised_only") is True
    return code == "TAPS2" and dropped == "asked"


@EACH
@FEWER
@given(data=st.data(), context=CONTEXTS)
def test_no_partial_total_is_shown_as_a_total(edition, data, context):
    result = edition.score(data.draw(answers_with_gaps(edition)), context)
    if result.status in (Status.INCOMPLETE, Status.INVALID):
        assert (result.score, result.band) == (None, None)
    if result.status is Status.PRORATED:
        assert "PRORATED" in result.flags
    assert (result.status is Status.COMPLETE) <= (result.missing == ())


@EACH
@FEWER
@given(data=st.data())
def test_what_is_wholly_answered_is_scored(edition, data):
    result = edition.score(data.draw(complete_answers(edition)))
    assert (result.status, result.missing) == (Status.COMPLETE, ())


@EACH
@FEWER
@given(data=st.data())
def test_legal_answers_are_refused_only_where_two_contradict(edition, data):
    result = edition.score(data.draw(legal_answers(edition)))
    assert set(result.errors) <= CONTRADICT.get(edition.code, set())


@EACH
@FEWER
@given(data=st.data(), context=CONTEXTS)
def test_every_flag_raised_has_a_meaning_and_every_finding_words(edition, data, context):
    result = edition.score(data.draw(legal_answers(edition)), context)
    assert all(edition.meaning(flag) != flag for flag in result.flags)
    assert all(finding.message and finding.source for finding in red_flags(edition.code, result))


@EACH
@FEWER
@given(data=st.data())
def test_answered_never_exceeds_what_is_asked(edition, data):
    answers = data.draw(legal_answers(edition))
    done, asked = answered(edition, answers)
    assert 0 <= done <= asked <= len(applies(edition, answers))


@EACH
@FEWER
@given(data=st.data(), junk=JUNK)
def test_an_illegal_answer_is_never_scored(edition, data, junk):
    item = data.draw(st.sampled_from(edition.items))
    result = edition.score({**data.draw(legal_answers(edition)), item.id: junk})
    assert result.status is Status.INVALID or junk is None or item.accepts(junk)
    if result.status is Status.INVALID:
        assert (result.score, result.band) == (None, None)
        assert "INVALID_INPUT" in result.flags


@EACH
@FEWER
@given(answers=JUNK, context=JUNK)
def test_no_input_ever_raises(edition, answers, context):
    assert edition.score(answers, context).status in Status


# --- the answers drawn above are worth something ---------------------------------------------------------------------

SEARCH = settings(
    max_examples=4000, database=None, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    derandomize=True,
)  # fmt: skip


def reaches(edition, shape, wanted):
    """Whether the answers of that shape hold an example for which `wanted` of its result is true."""
    find(
        st.tuples(shape(edition), CONTEXTS),
        lambda drawn: wanted(edition.score(*drawn)),
        settings=SEARCH,
    )


@EACH
def test_every_band_and_every_flag_is_reached(edition):
    for band in edition.bands:
        reaches(edition, complete_answers, lambda result, band=band: result.band == band.code)
    for flag in edition.flags:
        reaches(edition, legal_answers, lambda result, flag=flag: flag in result.flags)


@EACH
def test_gaps_and_skipped_questions_are_reached(edition):
    reaches(edition, answers_with_gaps, lambda result: result.status is Status.INCOMPLETE)
    if any(item.asked_when for item in edition.items):
        find(
            skipped_answers(edition),
            lambda answers: bool(set(answers) - set(edition.applies(answers))),
            settings=SEARCH,
        )
    if edition.code in PARTIAL:
        reaches(edition, answers_with_gaps, lambda result: result.status is PARTIAL[edition.code])
