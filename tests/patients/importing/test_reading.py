"""Files that cannot be read say why, and repeat nothing of what they hold; no bytes make a traceback."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery.patients.importing.columns import COLUMNS
from recovery.patients.importing.reading import Unreadable, read
from recovery.patients.importing.reports import defused
from recovery.patients.models import Patient
from tests.patients.importing.conftest import RUTH, table

HEADER = "external_id,given_name,family_name,birth_date"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe\x00", "Line 1 is not UTF-8."),
        (f"{HEADER}\nA,Zo\xeb,B,1990-01-01".encode("latin-1"), "Line 2 is not UTF-8."),
        (f"{HEADER}\nA,\x00,B,1990-01-01".encode(), "The file holds a zero byte"),
        (HEADER.encode(), "The file has no rows below its first line."),
        (f'{HEADER}\n"A,B'.encode(), "is not CSV: look for a quotation mark that is not closed"),
        (f"{HEADER}\n".replace(",", ";").encode(), "The columns are not separated by commas."),
        (("\ufeff" + HEADER).encode("utf-16"), "Line 1 is not UTF-8."),
        (f"{HEADER}\nA,{'x' * 200_000},B,1990-01-01".encode(), "is not CSV: look for a quotation mark"),
        (b"external_id,given_name,family_name\n", "The column birth_date is missing."),
        (f"{HEADER},birth_date\n".encode(), "The column birth_date is there twice."),
        (f"{HEADER},Prefered name\n".encode(), "Column 5 of the first line is not known. Did you mean preferred_name?"),
        (b"OLD-1,Ruth,Adeyemi,1981-06-05\n", "Column 2 of the first line is not known. See docs/importing-patients.md"),
    ],
)
def test_what_cannot_be_read_says_why(content, says):
    with pytest.raises(Unreadable) as why:
        read(content)
    assert says in str(why.value)
    assert "Adeyemi" not in str(why.value)


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    rows = read(f"{HEADER}\nA,B,C,D\n\n,,,\nE,F,G,H\n".encode())
    assert [(row.number, row.cells["external_id"]) for row in rows] == [(2, "A"), (5, "E")]


def test_a_line_end_within_quotation_marks_is_part_of_the_cell():
    [first, second] = read(f'{HEADER}\nA,"B\nB",C,D\nE,F,G,H\n'.encode())
    assert (first.cells["given_name"], second.number) == ("B\nB", 3)


def test_a_cell_of_thousands_of_characters_is_an_error_of_its_row():
    [row] = read(f"{HEADER}\nA,{'x' * 5_001},C,D\n".encode())
    assert row.problem == "given_name is too long. Look for a quotation mark that is not closed."


def test_a_row_with_a_cell_too_many_is_an_error_of_its_own():
    [row] = read(f"{HEADER}\nA,B,C,D,E\n".encode())
    assert row.problem == "5 cells, but 4 columns. Put a cell with a comma in quotation marks."


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_a_formula_is_defused(cell):
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "OLD-1", "R-20001", "1-2", "a=b"])
def test_what_is_no_formula_stays_as_it_is(cell):
    assert defused(cell) == cell


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: f"{HEADER}\n{text}".encode(errors="replace")))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Unreadable):
        assert read(content)


CELL = st.text(max_size=30) | st.sampled_from(
    [
        "",
        "yes",
        "1990-01-01",
        "0001-01-01",
        "9999-12-31",
        "self",
        "counselor@example.org",
        "212 555 0163",
        "es",
        "known",
    ]
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)), min_size=1, max_size=3)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=ROWS, whole=st.booleans(), raw=st.none() | st.binary(max_size=200))
def test_whatever_the_file_holds_all_of_it_is_imported_or_none(cast, run, rows, whole, raw):
    good = {**RUTH, "external_id": "the good one"}
    before = Patient.objects.count()
    done = run(table(good, *rows, columns=list(COLUMNS)) + (raw or b""), *([] if whole else ["--only-valid"]))
    made = Patient.objects.count() - before
    creating = done.outcomes.count("create")
    assert made == (creating if not whole or not done.error else 0)
    assert "Traceback" not in done.said + done.error
