"""Every test, on two cores: two halves beside each other, the second with all that starts real processes.

Each half is a pytest of its own with a PostgreSQL and a Redis-compatible server of its own, so that neither sees the
other.  The first is shown as it goes, the second when it is done; the counts of both end the output, and either may
fail the whole.  Where `DATABASE_URL` or `REDIS_URL` names a server there is only one of it: then all run in one process.

    python -m tests.halves
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
SECOND = ("tests/journeys", "tests/faults", "tests/aftercare", "tests/access")  # of about as many minutes as all others
COUNTS = re.compile(r"(passed|failed|errors?|skipped|deselected|no tests ran).* in [\d.]+s")
NOTHING_COLLECTED = 5  # pytest's exit status; without a browser there may be no journey


def halves() -> tuple[list[str], list[str]]:
    """What each pytest is told: together every test once."""
    return [f"--ignore={path}" for path in SECOND], [*SECOND, "-p", "no:cacheprovider"]


def command(folder: Path, told: Sequence[str]) -> list[str]:
    """A pytest with servers of its own in `folder`."""
    return [sys.executable, "-m", "recovery.front.demo.servers", str(folder), sys.executable, "-m", "pytest", *told]


def is_shared() -> bool:
    """Whether both halves would meet in one server."""
    return any(os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"))


def failed(status: int) -> bool:
    return status not in (0, NOTHING_COLLECTED)


def last_line(output: str) -> str:
    """pytest's counts: "812 passed in 240.11s"."""
    counts = [line for line in output.splitlines() if COUNTS.search(line)]
    return counts[-1] if counts else "no counts: it did not come to its end"


def main() -> int:
    """Run both halves; the exit status is 0 only when neither failed."""
    if is_shared():
        return subprocess.run(command(LOCAL / "test", []), cwd=ROOT, check=False).returncode
    shown, kept = halves()
    log = LOCAL / "test-second.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        beside = subprocess.Popen(command(LOCAL / "test-second", kept), cwd=ROOT, stdout=output, stderr=output)
        first = subprocess.Popen(command(LOCAL / "test", shown), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert first.stdout is not None
        lines = []
        try:
            for line in first.stdout:
                sys.stdout.write(line)
                sys.stdout.flush()
                lines.append(line)
            statuses = {"first half": first.wait(), "second half": beside.wait()}
        except BaseException:  # an interrupted run leaves neither half behind
            for process in (first, beside):
                process.terminate()
                process.wait()
            raise
    told = log.read_text(encoding="utf-8", errors="replace")
    sys.stdout.write(f"\n--- second half\n{told}\n--- both halves\n")
    for (name, status), said in zip(statuses.items(), ("".join(lines), told), strict=True):
        sys.stdout.write(f"{name}: {last_line(said)}{' FAILED' if failed(status) else ''}\n")
    return 1 if any(failed(status) for status in statuses.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
