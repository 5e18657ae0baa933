"""The command that a medical director runs: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOLDEN = Path(__file__).parent.parent.parent / "clinical" / "golden_cases.json"
CASE = {"id": "C-1", "instrument": "CRAVING", "answers": {"nrs": 8}, "expect": {"score": 8}}
WRONG = {**CASE, "id": "C-2", "expect": {"score": 7, "band": None}}
UNKNOWN = {**CASE, "id": "C-3", "instrument": "ASTROLOGY"}


@pytest.fixture
def check(tmp_path, capsys):
    """Run the command on cases; gives (what it printed, how it exited)."""

    def run(cases, *arguments):
        file = tmp_path / "cases.json"
        file.write_text(cases if isinstance(cases, str) else json.dumps(cases), encoding="utf-8")
        try:
            call_command("check_clinical_cases", str(file), *arguments)
        except SystemExit as left:
            return capsys.readouterr().out.splitlines(), left.code
        return capsys.readouterr().out.splitlines(), 0

    return run


def test_cases_that_come_out_as_expected_pass(check):
    assert check([CASE]) == (["1 passed, 0 failed"], 0)


def test_each_mismatch_is_a_line_and_fails_the_run(check):
    printed, code = check([CASE, WRONG])
    assert printed == [
        "C-2: score: expected 7, got 8",
        'C-2: band: expected null, got "severe"',
        "1 passed, 1 failed",
    ]
    assert code == 1


def test_an_unknown_group_is_reported_and_counts_as_failed(check):
    assert check([CASE, UNKNOWN]) == (["C-3: unknown group ASTROLOGY", "1 passed, 1 failed"], 1)


def test_an_unknown_group_left_out_by_group_does_not_count(check):
    assert check([CASE, UNKNOWN], "--group", "CRAVING") == (["1 passed, 0 failed"], 0)


def test_several_groups_may_follow_one_option_or_several(check):
    both = check([CASE, UNKNOWN], "--group", "CRAVING", "ASTROLOGY")
    assert both == check([CASE, UNKNOWN], "--group", "CRAVING", "--group", "ASTROLOGY")
    assert both[0][-1] == "1 passed, 1 failed"


def test_the_file_may_come_after_the_groups(tmp_path, capsys):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE]))
    call_command("check_clinical_cases", "--group", "CRAVING", str(file))
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_a_case_that_is_no_case_fails_and_says_where(check):
    assert check([CASE, 7]) == (["case 2: malformed: a case is an object", "1 passed, 1 failed"], 1)


def test_an_empty_file_of_cases_passes_with_none(check):
    assert check([]) == (["0 passed, 0 failed"], 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
        ("{}", "a case file is a list of cases"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_file_that_holds_no_cases_is_an_error_without_traceback(check, text, sentence):
    with pytest.raises(CommandError, match=sentence):
        check(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Cannot read .*none\.json: No such file"):
        call_command("check_clinical_cases", str(tmp_path / "none.json"))


def test_a_file_that_is_not_text_is_an_error(tmp_path):
    (tmp_path / "cases.json").write_bytes(b"\xff\xfe\x00\x01\xff")
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("check_clinical_cases", str(tmp_path / "cases.json"))


def test_the_specifications_cases_of_installed_instruments_all_pass(capsys):
    call_command("check_clinical_cases", str(GOLDEN), "--group", "COWS", "PHQ9", "PHQ2", "CSSRS", "CRAVING")
    assert capsys.readouterr().out.splitlines()[-1].endswith(" passed, 0 failed")
