"""`python -m recovery.front.demo`: the whole of Recovery on this machine, with fictitious people."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from recovery.front.demo.processes import Processes, free_port
from recovery.front.demo.servers import MADE_ANEW, running

LOCAL = Path(".local") / "demo"
LEDGER, BEAT = "outbox.jsonl", "beat"  # what was sent, with links to rows; when each task last ran on them
COLLECTED = ".collected"  # touched when static files were collected


def main() -> int:
    """Start everything, print where it is, and wait for Ctrl-C; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if _taken(port):
        print(f"Port {port} is in use. Choose another: make demo PORT={port + 123}", file=sys.stderr)
        return 1
    began = time.monotonic()
    with _stoppable(), step("PostgreSQL and Valkey") as told, running(LOCAL) as servers:
        told()
        if servers.made_anew:
            print(f"  {MADE_ANEW.format(LOCAL)}")
            forget(LOCAL)
        smtp, http = free_port(), free_port()
        os.environ.update(servers.environment() | environment(port, smtp, http))
        with Processes(LOCAL / "logs") as processes:
            prepare()
            with step("Web server, worker, beat and message catcher"):
                start(processes, port, smtp, http)
                processes.wait_for_page(f"http://localhost:{port}/readyz")
            welcome(port, time.monotonic() - began)
            return processes.watch()


def environment(port: int, smtp: int, http: int) -> dict[str, str]:
    """The settings of the demo; the secrets are this machine's own."""
    return {
        "DJANGO_SETTINGS_MODULE": "recovery.settings",
        "DEMO": "true",
        "SECRET_KEY": _secret("secret-key"),
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "SMS_API_URL": f"http://127.0.0.1:{http}/messages",
        "SMS_SIGNING_SECRET": _secret("sms-signing-secret"),
        "SMS_API_TOKEN": _secret("sms-token"),
        "SMS_DEDUPE_SECONDS": "86400",
        "DEMO_LEDGER": str((LOCAL / LEDGER).resolve()),
        "STATIC_ROOT": str((LOCAL / "static").resolve()),
        "CELERY_BEAT_SCHEDULE_FILE": str((LOCAL / BEAT).resolve()),
        "CENTER_NAME": "Riverside Recovery Center (demo)",
        "CENTER_PHONE": "555-0142",
        "CENTER_HOURS": "Weekdays 8 am to 6 pm",
        "CENTER_HOURS_ES": "De lunes a viernes, de 8 am a 6 pm",
        "LOG_LEVEL": "WARNING",
        "PUMP_SECONDS": "5",
    }


def forget(folder: Path) -> None:
    """Remove what was kept beside data that are gone.  Valkey keeps nothing between two starts."""
    for kept in (folder / LEDGER, *folder.glob(f"{BEAT}*")):
        kept.unlink(missing_ok=True)


def prepare() -> None:
    """Tables, rights, static files and fictitious people: each only as far as it is missing."""
    import django
    from django.core.management import call_command

    django.setup()
    with step("Tables"):
        call_command("migrate", database="owner", verbosity=0)
        call_command("provision_database", verbosity=0)
    if not _collected(Path(os.environ["STATIC_ROOT"])):
        with step("Static files"):
            call_command("collectstatic", interactive=False, verbosity=0)
            (Path(os.environ["STATIC_ROOT"]) / COLLECTED).touch()
    from recovery.front.demo.settling import settle  # models can be imported now that Django is set up

    with step("Fictitious people"):
        settle()


def start(processes: Processes, port: int, smtp: int, http: int) -> None:
    """Start what runs beside the servers."""
    python = sys.executable
    catcher = ["--smtp-port", str(smtp), "--http-port", str(http), "--ledger", os.environ["DEMO_LEDGER"]]
    catcher += ["--secret", os.environ["SMS_SIGNING_SECRET"], "--dedupe"]
    processes.start("catcher", [python, "-m", "recovery.front.demo.catcher", *catcher])
    web = ["--bind", f"localhost:{port}", "--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
    processes.start("web", [python, "-m", "gunicorn", "recovery.wsgi", *web])
    processes.start("worker", [python, "-m", "celery", "-A", "recovery.celery", "worker", "--concurrency", "2"])
    processes.start("beat", [python, "-m", "celery", "-A", "recovery.celery", "beat"])


def welcome(port: int, seconds: float) -> None:
    """Say where it is and who may sign in."""
    from recovery.front.demo.people import PASSWORD, PERSONAS

    print(f"\nRecovery is at http://localhost:{port}   (started in {seconds:.0f} s)\n")
    print(f"Sign in with any of these; the password of all is: {PASSWORD}\n")
    for email, who in PERSONAS:
        print(f"  {email:<30} {who}")
    print(
        f"\nMessages the demo sent: http://localhost:{port}/outbox/\nEverybody here is fictitious. Ctrl-C stops it.\n"
    )


@contextmanager
def step(name: str) -> Iterator[Callable[[], None]]:
    """Print a step and, when it is done, how long it took; calling what is yielded ends it early."""
    print(f"  {name} ...", end="", flush=True)
    began, told = time.monotonic(), False

    def tell() -> None:
        nonlocal told
        if not told:
            print(f" {time.monotonic() - began:.1f} s", flush=True)
            told = True

    yield tell
    tell()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end the demo as Ctrl-C does, with everything stopped."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        print("\nStopped. The data is kept in .local; the next start is quick.")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _collected(folder: Path) -> bool:
    """Whether the hashed files in `folder` are newer than the project's own and than the installed packages."""
    mark = folder / COLLECTED
    sources = [*Path("static").rglob("*"), Path("requirements.txt")]
    return mark.exists() and mark.stat().st_mtime > max(each.stat().st_mtime for each in sources)


def _secret(name: str) -> str:
    """A secret made once and kept beside the demo's data."""
    kept = LOCAL / name
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


if __name__ == "__main__":
    sys.exit(main())
