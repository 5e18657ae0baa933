"""Send what is due, without Redis: run it every minute from a timer, or let it watch."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from aftercare.reminders.pump import pump_in_a_slot

WATCH_SECONDS = 5.0


class Command(BaseCommand):
    help = "Send due reminders, straight from the database.  Nothing here needs Redis or a worker."

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
        tally = pump_in_a_slot(driver="command")
        if tally:
            self.stdout.write(", ".join(f"{count} {state}" for state, count in sorted(tally.items())))
