"""What is told: kept and read again without loss, refused where it is anything else, and said in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.registration.codes import Answer, HowOften, LastKnown, MayKnow, PregnancyStatus, Route, Substance
from intake.registration.content import NotContent, PartialDate, Pregnancy, Use, from_json, to_json
from intake.registration.content.partial_date import from_iso, typed
from intake.registration.content.sections import SECTIONS
from recovery.patients.codes import AllergyStatus
from tests.intake.registration.given import ALL


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_read_again_as_it_was_kept(section):
    kept = to_json(ALL[section])
    assert from_json(SECTIONS[section].content, kept) == ALL[section]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_itself_in_words(section):
    told = ALL[section]
    assert told.gist
    assert all(line.label and line.value for line in told.lines)


@pytest.mark.parametrize(
    "kept",
    [
        {"status": "maybe"}, {"status": "pregnant", "due_on": "soon"}, {"status": "pregnant", "weeks": 3}, {}, [], None,
        {"status": 4}, {"status": "pregnant", "prenatal_care": 7},
    ],
)  # fmt: skip
def test_what_is_no_content_is_refused(kept):
    with pytest.raises(NotContent):
        from_json(Pregnancy, kept)


@pytest.mark.parametrize(
    ("text", "date_"),
    [
        ("2024", PartialDate(2024)),
        ("May 2024", PartialDate(2024, 5)),
        ("sept 2024", PartialDate(2024, 9)),
        ("5/2024", PartialDate(2024, 5)),
        ("17 May 2024", PartialDate(2024, 5, 17)),
        ("May 17, 2024", PartialDate(2024, 5, 17)),
        ("5/17/2024", PartialDate(2024, 5, 17)),
        ("2024-05-17", PartialDate(2024, 5, 17)),
    ],
)
def test_a_date_is_read_as_people_write_it(text, date_):
    assert typed(text) == date_


@pytest.mark.parametrize(
    "text", ["", "May", "17 May", "30 Feb 2024", "13/2024", "24", "soon", "1 2 3 4", "May June 2024"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        typed(text)


@given(st.dates(date(1900, 1, 1)), st.integers(1, 3))
def test_a_date_is_kept_as_exactly_as_it_was_known(day, parts):
    known = PartialDate(*(day.year, day.month, day.day)[:parts])
    assert from_iso(known.iso) == typed(str(known)) == known
    assert known.earliest <= day <= known.latest


def test_not_known_and_declined_are_answers_that_stay_open():
    assert Pregnancy(PregnancyStatus.DECLINED).unknowns == ("Pregnancy: declined to answer",)
    assert Pregnancy(PregnancyStatus.UNTESTED).unknowns == ("Pregnancy: not tested",)
    assert Pregnancy(PregnancyStatus.NOT_PREGNANT).unknowns == ()
    use = Use(Substance.HEROIN, LastKnown.UNKNOWN, Route.DECLINED, HowOften.DAILY)
    told = ALL["substances"].__class__(Answer.YES, Answer.UNKNOWN, (use,))
    assert told.unknowns == (
        "Withdrawal now: does not know",
        "Last use, Heroin: does not know",
        "Route, Heroin: declined to answer",
    )


def test_sex_and_allergies_have_the_values_of_the_record():
    allergy = SECTIONS["allergies"].content.__dataclass_fields__["status"].type
    assert allergy == "AllergyAnswer"
    from intake.registration.codes import AllergyAnswer

    assert {member.value for member in AllergyAnswer} == set(AllergyStatus.values) - {"not_asked"}


def test_a_choice_is_its_value_wherever_text_is_wanted():
    assert f"{MayKnow.NOTHING}" == "nothing" == MayKnow.NOTHING
