"""`make test` on two cores runs every test once, and ends as its worse half does."""

import os
import stat
import subprocess
import sys

import pytest

from tests import halves
from tests.house.source import ROOT


def test_together_the_halves_are_every_test_once():
    shown, real = halves.halves()
    left_out = {flag.removeprefix("--ignore=") for flag in shown}
    assert left_out == {each for each in real if each.startswith("tests/")} == set(halves.SECOND)
    assert all((ROOT / path).is_dir() for path in halves.SECOND)


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"])
def test_a_server_that_was_given_is_not_shared_by_two(monkeypatch, name):
    for each in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(each, raising=False)
    assert not halves.is_shared()
    monkeypatch.setenv(name, "somewhere")
    assert halves.is_shared()


@pytest.mark.parametrize(
    ("others", "real", "status", "says"),
    [
        (0, 0, 0, "second half: 7 passed in 1.00s\n"),
        (1, 0, 1, "first half: 7 passed in 1.00s FAILED\n"),
        (0, 1, 1, "second half: 7 passed in 1.00s FAILED\n"),
        (0, 4, 1, "second half: 7 passed in 1.00s FAILED\n"),
        (0, 5, 0, "second half: 7 passed in 1.00s\n"),
    ],
)
def test_the_whole_fails_when_a_half_does(tmp_path, monkeypatch, capsys, others, real, status, says):
    """A stand-in for pytest that ends as it is told: what is tested is who listens to it."""
    pretend = tmp_path / "pretend"
    pretend.write_text(
        f"#!{sys.executable}\nimport sys\nprint('7 passed in 1.00s')\nsys.exit({real} if 'tests/faults' in sys.argv else {others})\n"
    )
    pretend.chmod(pretend.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(halves, "is_shared", lambda: False)
    monkeypatch.setattr(halves, "LOCAL", tmp_path)
    monkeypatch.setattr(halves, "command", lambda folder, told: [str(pretend), *told])
    assert halves.main() == status
    assert says in capsys.readouterr().out


def test_one_path_is_run_in_one_process():
    told = subprocess.run(
        ["make", "-n", "-o", "requirements.txt", "test", "ARGS=tests/x"],
        cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "MAKEFLAGS": ""},
    ).stdout  # fmt: skip
    assert "pytest tests/x" in told
    assert "tests.halves" not in told
