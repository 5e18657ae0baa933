"""What holds for the data of every instrument; what holds for its scoring is in test_properties."""

import pytest

from recovery.clinical.instruments import EDITIONS, RULES, get, score

ALL = pytest.mark.parametrize("instrument", EDITIONS, ids=[f"{each.code} {each.version}" for each in EDITIONS])
PATIENTS = [
    "SOWS", "DAST10", "TAPS1", "TAPS2", "AUDITC", "PHQ9", "PHQ2", "GAD7", "PCPTSD5", "CSSRS", "BAM", "BAMIOP", "BAMR",
    "CRAVING",
]  # fmt: skip


@ALL
def test_its_card_is_complete(instrument):
    card = (instrument.title, instrument.title_es, instrument.purpose, instrument.completed_by, instrument.interval)
    assert all((*card, instrument.licence, instrument.source, instrument.version))


@ALL
def test_its_bands_have_no_gap_and_no_overlap(instrument):
    edges = [(band.low, band.high) for band in instrument.bands if band.low is not None]
    assert [low for low, _ in edges[1:]] == [high + 1 for _, high in edges[:-1]]


@ALL
def test_its_bands_stand_from_the_least_grave(instrument):
    words = [band.code for band in instrument.bands]
    graver = {"CSSRS": ["none_reported", "low", "moderate", "high"],
              "OUD_REMISSION": ["sustained_remission", "early_remission", "not_in_remission"],
              "TAPS2": ["no_use_3mo", "problem_use", "high_risk"], "MDQ": ["negative", "positive"],
              "AUDITC": ["negative", "positive", "high_risk"]}  # fmt: skip
    if not instrument.bands or instrument.bands[0].low is not None:
        assert instrument.code not in graver
    else:
        assert words == graver[instrument.code]


@ALL
def test_each_band_says_what_to_do_and_on_whose_word(instrument):
    assert all(band.label and band.label_es and band.action.endswith(".") and band.source for band in instrument.bands)


@ALL
def test_each_flag_has_a_meaning(instrument):
    assert all(meaning.endswith(".") for meaning in instrument.flags.values())


@ALL
def test_its_version_fits_the_column_and_says_when_the_spanish_is_our_own(instrument):
    assert len(instrument.version) <= 60
    translated = instrument.code in {"SOWS", "DAST10", "TAPS1", "TAPS2", "PCPTSD5", "BAM", "BAMIOP", "BAMR"}
    assert ("Spanish by this project" in instrument.version) == translated


@ALL
def test_a_question_comes_after_the_one_that_brings_it_up(instrument):
    ids = [item.id for item in instrument.items]
    assert len(set(ids)) == len(ids)
    for item in instrument.items:
        assert all(ids.index(gate) < ids.index(item.id) for gate, _value in item.asked_when)


@ALL
def test_what_is_asked_again_says_when_and_on_whose_word(instrument):
    for each in (*instrument.repeats, *instrument.follows):
        assert each.words.endswith(".")
        assert each.source
    codes = {band.code for band in instrument.bands}
    assert all(set(repeat.bands) <= codes and repeat.days > 0 for repeat in instrument.repeats)
    for after in instrument.follows:
        assert set(after.flags) <= set(get(after.code).flags), after


@pytest.mark.parametrize("code", PATIENTS)
def test_what_a_patient_may_answer_is_there_in_spanish(code):
    items = get(code).items
    assert all(item.text_es and bool(item.hint) == bool(item.hint_es) for item in items)
    assert all(bool(item.section) == bool(item.section_es) for item in items)
    assert bool(get(code).stem) == bool(get(code).stem_es)
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
