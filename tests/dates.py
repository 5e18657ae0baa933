"""The suite on other days: `make test-dates` runs it with the machine's date set to each of several.

    make test-dates                                       every test, on all of DATES: about as many times as long
    make test-dates ARGS=tests/faults/test_many_taps.py   a part, on all of them
    make test-dates DATES="leap +400"                     every test, on two
    make test-dates DATES=2031-12-31T23:50 ARGS=tests/journeys

A date is `+N`, N days from now; `leap`, `autumn`, `spring`, the next 29 February and the next nights in which the
clocks of New York go back or forward, some minutes before they do; or a moment of UTC.

The whole run lives on that day: pytest, PostgreSQL and its clock_timestamp(), the Redis-compatible server, web, worker,
beat and Chromium, for all are children of one process and inherit its LD_PRELOAD, a shared object made of tests/dates.c
by the machine's C compiler (Linux with glibc).  tests/journeys/test_one_day.py proves that none was left behind.  The
clock ticks from there.  What stays real: the monotonic clocks, and the times of files, so that nothing is compiled anew.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from tests import halves

DATES = ("+0", "+40", "+400", "leap", "autumn", "spring")
BEFORE = {"autumn": timedelta(minutes=5), "spring": timedelta(minutes=1)}  # a short part meets the change as well
CENTER = ZoneInfo("America/New_York")
SOURCE = Path(__file__).with_suffix(".c")
FOLDER = halves.LOCAL / "dates"


def moment(said: str, now: datetime) -> datetime:
    """The moment a date means."""
    if said.startswith("+"):
        return now + timedelta(days=int(said))
    if said == "leap":
        return next(day for day in _days(now) if (day.month, day.day) == (2, 29))
    if said in BEFORE:
        return _change(now, forward=said == "spring") - BEFORE[said]
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _days(now: datetime) -> list[datetime]:
    """Ten in the morning of the days to come; eight years and more hold a 29 February."""
    return [now.replace(hour=10, minute=0) + timedelta(days=n) for n in range(1, 9 * 366)]


def _change(now: datetime, *, forward: bool) -> datetime:
    """When New York next changes its clocks."""
    hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while True:
        before, after = ((hour + timedelta(hours=n)).astimezone(CENTER).utcoffset() for n in (-1, 0))
        assert before is not None
        assert after is not None
        if before != after and (after > before) is forward:
            return hour
        hour += timedelta(hours=1)


def compiler() -> list[str]:
    """The command of the machine's C compiler."""
    return shlex.split(os.environ.get("CC", "cc"))


def shared_object() -> Path:
    """What moves the clock, made of tests/dates.c; made once, for a run beside this one may be using it."""
    made = FOLDER / f"dates-{sha256(SOURCE.read_bytes()).hexdigest()[:12]}.so"
    if made.exists():
        return made
    FOLDER.mkdir(parents=True, exist_ok=True)
    new = made.with_suffix(f".{os.getpid()}")
    try:
        subprocess.run(
            [*compiler(), "-shared", "-fPIC", "-O1", "-Wall", "-o", str(new), str(SOURCE), "-ldl"], check=True
        )
    except (OSError, subprocess.CalledProcessError) as why:
        raise SystemExit(
            f"test-dates needs Linux and a C compiler (apt install gcc libc6-dev, or set CC): {why}"
        ) from None
    return new.replace(made)


def environment(at: datetime, now: datetime, library: Path) -> dict[str, str]:
    """What a process at `at`, and all it starts, is told."""
    others = os.environ.get("LD_PRELOAD", "")
    return os.environ | {
        "LD_PRELOAD": f"{library}:{others}".rstrip(":"),
        "DATES_OFFSET": str(ceil((at - now).total_seconds())),
        "PYTEST_DEBUG_TEMPROOT": str(FOLDER),  # files look old there: pytest beside this one must not be tidied away
    }


def command(told: Sequence[str]) -> list[str]:
    """As `make test` runs it: a part in one process, all in two halves."""
    return halves.command(halves.LOCAL / "test", told) if told else [sys.executable, "-m", "tests.halves"]


def on_day(at: datetime, told: Sequence[str], library: Path) -> tuple[int, list[str]]:
    """Run the suite at `at`; its exit status and its counts."""
    env = environment(at, datetime.now(UTC), library)
    running = subprocess.Popen(command(told), cwd=halves.ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    counts: list[str] = []
    for line in running.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        if halves.COUNTS.search(line):
            counts.append(line.strip())
    status = running.wait()
    return status, [line for line in counts if " half: " in line] or counts[-1:] or ["it did not come to its end"]


def main(told: Sequence[str]) -> int:
    """Run the suite on every date; the exit status is 0 only when it passed on all of them."""
    if halves.is_shared():
        raise SystemExit("test-dates starts servers of its own, for they must live on the date: unset DATABASE_URL ...")
    library, now = shared_object(), datetime.now(UTC)
    summary, failed = [], False
    for said in os.environ.get("DATES", "").split() or DATES:
        at = moment(said, now)
        sys.stdout.write(f"\n=== {said}: {at:%a %Y-%m-%d %H:%M} UTC\n")
        status, counts = on_day(at, told, library)
        failed |= halves.failed(status)
        summary += [f"{said:>8} {at:%Y-%m-%d %H:%M}  {line}" for line in counts]
    sys.stdout.write("\n--- all dates\n" + "\n".join(summary) + ("\nFAILED\n" if failed else "\n"))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
