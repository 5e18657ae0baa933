"""What was meant by the words in the search box."""

from datetime import date

import pytest

from recovery.patients.queries.lookup import Kind, parse
from recovery.patients.rules.phones import e164, readable

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "12 Mar 1992", "12 March 1992", "Mar 12, 1992", "March 12 1992", "03/12/1992", "3/12/1992", "3-12-1992",
        "1992-03-12", " 12  mar 1992 ", "3/12/92",
    ],
)  # fmt: skip
def test_a_birth_date_is_read_in_any_usual_writing(text):
    found = parse(text, today=TODAY)
    assert (found.kind, found.birth_date) == (Kind.BIRTH_DATE, date(1992, 3, 12))


def test_a_two_digit_year_lies_in_the_past():
    assert parse("3/12/30", today=TODAY).birth_date == date(1930, 3, 12)


@pytest.mark.parametrize("text", ["R-20001", "r-20001", "R20001", "R 20001", "20001"])
def test_a_record_number_is_read_with_and_without_its_letter(text):
    found = parse(text, today=TODAY)
    assert (found.kind, found.number) == (Kind.NUMBER, 20001)


@pytest.mark.parametrize("text", ["31 Feb 1992", "99/99/1992", "Marcus", "Núñez-Ortiz"])
def test_everything_else_is_a_name(text):
    assert parse(text, today=TODAY).kind == Kind.NAME


@pytest.mark.parametrize("text", ["", "   ", "%_'"])
def test_nothing_to_look_for(text):
    assert parse(text, today=TODAY).kind == Kind.NOTHING


@pytest.mark.parametrize(
    "written", ["(212) 555-0177", "212 555 0177", "212.555.0177", "+1 212 555 0177", "12125550177"]
)
def test_a_phone_number_is_kept_as_e164(written):
    assert e164(written) == "+12125550177"


@pytest.mark.parametrize("written", ["", "555-0177", "call me", "000 000 0000", "1" * 40])
def test_what_is_no_phone_number_is_refused(written):
    assert e164(written) is None


def test_a_number_is_shown_as_people_write_it():
    assert readable("+12125550177") == "(212) 555-0177"
    assert readable("nonsense") == "nonsense"
