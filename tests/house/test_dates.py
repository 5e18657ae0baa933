"""`make test-dates` means the days it says, and every process below it lives there."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests import dates, halves

FRIDAY = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("+0", "2026-11-27T11:30"),
        ("+400", "2028-01-01T11:30"),
        ("leap", "2028-02-29T10:00"),
        ("autumn", "2027-11-07T05:55"),
        ("spring", "2027-03-14T06:59"),
        ("2031-12-31T23:50", "2031-12-31T23:50"),
    ],
)
def test_a_date_means_a_moment(said, means):
    assert dates.moment(said, FRIDAY) == datetime.fromisoformat(means).replace(tzinfo=UTC)


def test_the_next_change_is_the_next_even_an_hour_before_it():
    before = datetime(2027, 3, 14, 6, 30, tzinfo=UTC)
    assert dates.moment("spring", before) == datetime(2027, 3, 14, 6, 59, tzinfo=UTC)
    assert dates.moment("spring", before.replace(hour=7)) == datetime(2028, 3, 12, 6, 59, tzinfo=UTC)


SAYS = """
import subprocess, sys, threading, time
began = time.monotonic()
time.sleep(0.05)
threading.Event().wait(0.05)
assert 0.1 <= time.monotonic() - began < 5, "a sleep lasts as long as it says"
sys.exit(subprocess.call([sys.executable, "-c", "import datetime; print(datetime.datetime.now(datetime.UTC))"]))
"""


@pytest.mark.skipif(shutil.which(dates.compiler()[0]) is None, reason="`make test-dates` needs a C compiler")
@pytest.mark.parametrize("year", [2019, 2038])
def test_a_process_and_its_child_live_on_the_date_and_sleep_as_long_as_ever(year):
    at = datetime(year, 2, 1, tzinfo=UTC)
    true = [sys.executable, "-c", "import time; print(time.time())"]
    real = subprocess.run(true, env=os.environ | {"LD_PRELOAD": ""}, capture_output=True, check=True)
    env = dates.environment(at, datetime.fromtimestamp(float(real.stdout), UTC), dates.shared_object())
    said = subprocess.run([sys.executable, "-c", SAYS], env=env, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"{year}-02-01 00:0")


def test_a_part_runs_in_one_process_and_all_in_two_halves():
    assert dates.command(["tests/core"])[-3:] == ["-m", "pytest", "tests/core"]
    assert dates.command([])[-1] == "tests.halves"


def test_servers_that_were_given_are_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "somewhere")
    with pytest.raises(SystemExit, match="unset DATABASE_URL"):
        dates.main([])


def test_a_failure_on_one_date_fails_the_whole(monkeypatch, capsys):
    for each in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("DATES", "+1 +2")
    statuses = iter([1, 0])
    fake = "print('7 passed in 1.00s'); raise SystemExit({})"
    monkeypatch.setattr(dates, "command", lambda told: [sys.executable, "-c", fake.format(next(statuses))])
    assert dates.main([]) == 1
    assert capsys.readouterr().out.count("7 passed") == 4
    assert halves.failed(1)
