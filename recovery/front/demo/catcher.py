"""A mail server and a provider of text messages in one process, for the demo and the tests.  Nothing leaves the machine.

    python -m recovery.front.demo.catcher --smtp-port 2525 --http-port 2526 --ledger .local/outbox.jsonl

It keeps its own ledger, written before it answers and independent of the application's database, so that what was
really accepted can be counted.  `PUT /faults` makes it misbehave; `POST /reports` sends the reports it held back.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller

from recovery.front.demo.ledger import Ledger
from recovery.outbox.rules.signatures import sign

# Faults, each with how often it happens (0 to 1).  Those of the first line accept the message all the same.
AFTER_ACCEPTING = ("drop", "slow", "error")  # no answer, an answer after `slow_seconds`, a 500
INSTEAD = {"busy": 503, "limit": 429, "refuse": 400}
REPORT_SECONDS = 5.0  # the longest a report may take


@dataclass
class Catcher:
    """What the two servers share."""

    ledger: Ledger
    secret: str = ""
    dedupes: bool = False
    reports_at_once: bool = True
    slow_seconds: float = 1.0
    faults: dict[str, float] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)  # our id by the sender's key
    held: list[tuple[str, str]] = field(default_factory=list)  # (callback, id) not reported yet
    lock: threading.Lock = field(default_factory=threading.Lock)

    def befalls(self, *kinds: str) -> str:
        """One of `kinds` that happens this time, or ""."""
        for kind in kinds:
            if random.random() < self.faults.get(kind, 0.0):
                return kind
        return ""

    def accept(self, *, channel: str, to: str, text: str, key: str, subject: str = "", callback: str = "") -> str:
        """Keep one message and return our id of it; with `dedupes`, a key known before is not kept again."""
        with self.lock:
            if self.dedupes and key in self.known:
                return self.known[key]
            ours = self.known[key] = uuid4().hex
            self.ledger.write(
                {
                    "at": datetime.now(UTC).isoformat(),
                    "channel": channel,
                    "to": to,
                    "subject": subject,
                    "text": text,
                    "key": key,
                    "id": ours,
                    "callback": callback,
                }
            )
            if callback:
                self.held.append((callback, ours))
        if self.reports_at_once:
            threading.Timer(0.5, self.report).start()
        return ours

    def report(self) -> int:
        """Tell the application what was delivered; returns how many reports it took."""
        with self.lock:
            waiting, self.held = self.held, []
        return sum(
            self._tell(callback, {"type": "message.delivered", "data": {"id": ours}}) for callback, ours in waiting
        )

    def _tell(self, callback: str, event: dict[str, Any]) -> bool:
        body = json.dumps(event).encode()
        event_id, stamp = f"evt_{uuid4().hex}", str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": event_id,
            "webhook-timestamp": stamp,
            "webhook-signature": sign(self.secret, event_id=event_id, timestamp=stamp, body=body),
        }
        request = urllib.request.Request(callback, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=REPORT_SECONDS):  # nosec B310
                return True
        except OSError:  # the web process may not run; a real provider would try again
            return False


class Texts(BaseHTTPRequestHandler):
    """The provider of text messages."""

    catcher: Catcher
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self._body()
        if self.path == "/reports":
            self._answer(200, {"reported": self.catcher.report()})
            return
        if self.path == "/replies":  # a person's answer, for the demo and the tests
            event = {"type": "message.received", "data": {"from": body["from"], "text": body["text"]}}
            self._answer(200, {"told": self.catcher._tell(body["callback"], event)})
            return
        if instead := self.catcher.befalls(*INSTEAD):
            self._answer(INSTEAD[instead], {"code": instead})
            return
        ours = self.catcher.accept(
            channel="sms",
            to=body["to"],
            text=body["text"],
            key=self.headers.get("Idempotency-Key", ""),
            callback=body.get("status_callback", ""),
        )
        fault = self.catcher.befalls(*AFTER_ACCEPTING)
        if fault == "slow":
            time.sleep(self.catcher.slow_seconds)
        if fault == "drop":
            self.close_connection = True
            self.connection.close()
            return
        self._answer(500 if fault == "error" else 201, {"id": ours})

    def do_PUT(self) -> None:
        given = self._body()
        self.catcher.slow_seconds = given.pop("slow_seconds", self.catcher.slow_seconds)
        self.catcher.faults = given
        self._answer(200, {})

    def do_GET(self) -> None:
        self._answer(200, {"accepted": len(self.catcher.known)})

    def _body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        return read

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        said = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
        except OSError:  # the caller did not wait
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the ledger tells."""


class Mails:
    """The mail server."""

    def __init__(self, catcher: Catcher) -> None:
        self.catcher = catcher

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep one e-mail and answer."""
        if self.catcher.befalls(*INSTEAD):
            return "451 Come again later"
        mail = message_from_bytes(envelope.content, policy=default)
        body = mail.get_body(("plain",))
        self.catcher.accept(
            channel="email",
            to=", ".join(envelope.rcpt_tos),
            subject=str(mail["Subject"]),
            text=body.get_content() if body else "",
            key=str(mail["Message-ID"]),
        )
        if self.catcher.befalls("slow"):
            await asyncio.sleep(self.catcher.slow_seconds)
        return "250 Kept"


def serve(catcher: Catcher, *, smtp_port: int, http_port: int) -> None:
    """Run both servers until the process is stopped."""
    mails = Controller(Mails(catcher), hostname="127.0.0.1", port=smtp_port)
    mails.start()
    handler = type("Bound", (Texts,), {"catcher": catcher})
    texts = ThreadingHTTPServer(("127.0.0.1", http_port), handler)
    texts.daemon_threads = True
    try:
        texts.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        mails.stop()


def main() -> None:
    """Read the command line and serve."""
    asked = argparse.ArgumentParser(prog="python -m recovery.front.demo.catcher", description=__doc__)
    asked.add_argument("--smtp-port", type=int, required=True)
    asked.add_argument("--http-port", type=int, required=True)
    asked.add_argument("--ledger", type=Path, required=True)
    asked.add_argument("--secret", default=os.environ.get("SMS_SIGNING_SECRET", ""), help="signs the reports")
    asked.add_argument("--dedupe", action="store_true", help="recognise a repeated Idempotency-Key")
    asked.add_argument("--hold-reports", action="store_true", help="report only when POST /reports asks")
    asked.add_argument("--fault", action="append", default=[], metavar="KIND=RATE", help="drop, slow, error, busy, ...")
    given = asked.parse_args()
    faults = {kind: float(rate or 1) for kind, _, rate in (each.partition("=") for each in given.fault)}
    ledger = Ledger(given.ledger)
    catcher = Catcher(
        ledger,
        secret=given.secret,
        dedupes=given.dedupe,
        reports_at_once=not given.hold_reports,
        faults=faults,
        known={caught.key: caught.id for caught in ledger.read()},
    )
    serve(catcher, smtp_port=given.smtp_port, http_port=given.http_port)


if __name__ == "__main__":
    main()
