"""Whether two people are probably one."""

from datetime import date

import pytest

from recovery.patients.rules import Person, date_slips, likeness, name_likeness, phone_slips
from recovery.patients.rules.likeness import LIKELY

MARCUS = Person("Marcus Whitfield Marc", date(1992, 3, 12), frozenset({"+12125550177"}))


def test_the_same_name_and_birth_date_is_likely_one_person():
    assert likeness(Person("Marcus Whitfield", date(1992, 3, 12)), MARCUS) == 4


@pytest.mark.parametrize("name", ["Markus Whitfeld", "Whitfield Marcus", "Marcus Witfield", "Márcus Whitfield"])
def test_a_misspelt_or_turned_name_with_the_same_birth_date_is_likely_one_person(name):
    assert likeness(Person(name, date(1992, 3, 12)), MARCUS) >= LIKELY


@pytest.mark.parametrize(
    "born", [date(1992, 12, 3), date(1992, 3, 13), date(1929, 3, 12), date(1992, 3, 21), date(1982, 3, 12)]
)
def test_the_same_name_with_a_slip_in_the_birth_date_is_likely_one_person(born):
    assert likeness(Person("Marcus Whitfield", born), MARCUS) == LIKELY


def test_the_same_name_alone_is_not_enough():
    assert likeness(Person("Marcus Whitfield", date(1970, 7, 30)), MARCUS) < LIKELY


def test_a_shared_phone_alone_is_not_enough():
    assert likeness(Person("Ruth Adeyemi", date(1970, 7, 30), MARCUS.phones), MARCUS) < LIKELY


def test_another_name_with_the_same_birth_date_and_phone_is_likely_one_person():
    assert likeness(Person("Ruth Adeyemi", date(1992, 3, 12), MARCUS.phones), MARCUS) == 4


def test_one_wrong_digit_of_the_phone_counts_as_a_slip():
    one_off = Person("Ruth Adeyemi", date(1992, 3, 12), frozenset({"+12125550178"}))
    assert likeness(one_off, MARCUS) == LIKELY


def test_a_slip_never_makes_the_day_or_the_number_itself_or_an_impossible_date():
    day = date(1992, 3, 12)
    assert day not in date_slips(day)
    assert date(1992, 12, 3) in date_slips(day)
    assert "+12125550177" not in phone_slips("+12125550177")
    assert len(phone_slips("+12125550177")) == 96  # 10 digits in 9 other ways, and 6 swaps of unlike neighbours


def test_names_without_letters_are_alike_to_nothing():
    assert name_likeness("", "Marcus") == 0.0
