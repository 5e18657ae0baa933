"""Send what is due, red flags that nobody took among it, without Redis: run it every minute from a timer, or let it watch."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.timezone import now

from recovery.clinical.redflags import actions as redflags
from recovery.outbox.pump.delivery import pump_in_a_slot

WATCH_SECONDS = 5.0


class Command(BaseCommand):
    help = (
        "Send due reminders, and tell on red flags nobody took, from the database.  Needs neither Redis nor a worker."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="run once and end (the default)")
        how.add_argument("--watch", action="store_true", help="run again every few seconds until stopped")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        self._run()
        while watch:
            time.sleep(WATCH_SECONDS)
            close_old_connections()
            self._run()

    def _run(self) -> None:
        redflags.escalate(at=now())
        tally = pump_in_a_slot(driver="command")
        if tally:
            self.stdout.write(", ".join(f"{count} {state}" for state, count in sorted(tally.items())))
