"""Processes started beside the servers: their logs in files, all stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

GRACE = 15  # seconds to stop in before being killed
READY_WITHIN = 60  # seconds


class Processes:
    """Started processes by name, each in a session of its own, so that Ctrl-C reaches only whoever started them."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Processes:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.running.values()):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def start(self, name: str, command: list[str]) -> None:
        """Start `command`; what it prints goes to `<name>.log`."""
        with (self.logs / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def wait_for_page(self, url: str) -> None:
        """Wait until `url` answers 200; SystemExit with the log when a process ends or time runs out."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            self._all_alive()
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self._give_up("web", f"did not answer at {url} within {READY_WITHIN} s")

    def watch(self) -> int:
        """Stay until a process ends; SystemExit with its log then."""
        while True:
            self._all_alive()
            time.sleep(0.5)

    def _all_alive(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None:
                self._give_up(name, f"ended with code {process.returncode}")

    def _give_up(self, name: str, why: str) -> None:
        log = self.logs / f"{name}.log"
        tail = log.read_text(errors="replace").splitlines()[-20:]
        print(f"\n{name} {why}. The end of {log}:", *tail, sep="\n  ", file=sys.stderr)
        raise SystemExit(1)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
