"""Bring the people of another program here from a CSV file (docs/importing-patients.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.timezone import now

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.patients.importing import reading, reports
from recovery.patients.importing.actions import ImportedMeanwhile, import_patients
from recovery.patients.importing.planning import Planned, plan

SHOWN = 20  # failing rows on the screen; the report has them all
WIDTH = 30  # of the progress bar


class Command(BaseCommand):
    help = "Register the people of FILE, all or none. The screen shows row numbers only; the report file has the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, UTF-8, with the columns of docs/importing-patients.md")
        parser.add_argument(
            "--as", dest="email", required=True, help="e-mail address of the member of staff who imports"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, write nothing but the report"
        )
        parser.add_argument("--only-valid", action="store_true", help="leave failing rows out and import the others")
        parser.add_argument("--report", type=Path, help="where the report goes (default: FILE with .report.csv)")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        report: Path = options["report"] or source.with_suffix(".report.csv")
        by = self._actor(options["email"])
        rows = self._rows(source, report)
        planned = plan(rows, by=by, at=now(), seen=self._bar("Reading", len(rows)))
        fails = [each for each in planned if each.fails]
        writes = not options["dry_run"] and (options["only_valid"] or not fails)
        self._report(report, planned)  # before anything is written, so that a full disk stops here
        if writes:
            self._write(planned, by, only_valid=options["only_valid"])
            self._report(report, planned, after="Everybody was imported, but ")  # again, with the new record numbers
        self._tell(planned, fails, written=writes, report=report)
        if fails:
            raise CommandError(f"{len(fails)} of {len(rows)} rows need a decision.")

    def _actor(self, email: str) -> User:
        actor = User.objects.filter(email=email.strip().lower()).first()
        if actor is None or not may(actor, Permission.REGISTER_PATIENT):
            raise CommandError("--as must name somebody who may register people: an active member of the intake staff.")
        return actor

    def _rows(self, source: Path, report: Path) -> list[reading.Row]:
        if source.resolve() == report.resolve():
            raise CommandError("The report would overwrite the file itself. Give --report another name.")
        try:
            return reading.read(source.read_bytes())
        except OSError as why:
            raise CommandError(f"The file cannot be read: {why.strerror}.") from None
        except reading.Unreadable as why:
            raise CommandError("\n".join(why.problems)) from None

    def _write(self, planned: list[Planned], by: User, *, only_valid: bool) -> None:
        new = sum(1 for each in planned if each.entry)
        try:
            import_patients(planned=planned, only_valid=only_valid, by=by, at=now(), seen=self._bar("Writing", new))
        except (OperationalError, ImportedMeanwhile):
            raise CommandError(
                "The import was stopped, perhaps because another one runs. Nothing was written: run it again."
            ) from None

    def _report(self, report: Path, planned: list[Planned], after: str = "Nothing was imported: ") -> None:
        try:
            reports.write(report, planned)
        except OSError as why:
            raise CommandError(f"{after}the report cannot be written: {why.strerror}.") from None

    def _tell(self, planned: list[Planned], fails: list[Planned], *, written: bool, report: Path) -> None:
        for outcome, count in reports.summary(planned).items():
            self.stdout.write(f"{outcome}: {count}")
        for each in fails[:SHOWN]:
            self.stdout.write(f"row {each.row.number}: {' '.join(each.reasons)}")
        if len(fails) > SHOWN:
            self.stdout.write(f"and {len(fails) - SHOWN} more rows")
        self.stdout.write("Imported." if written else "Nothing was imported.")
        self.stdout.write(f"The report is in {report}")

    def _bar(self, what: str, total: int) -> Any:
        """Draws how far it is on standard error, at each percent; silent where nobody looks."""
        drawn = -1

        def draw(done: int) -> None:
            nonlocal drawn
            if done * 100 // total > drawn:
                drawn = done * 100 // total
                filled = WIDTH * done // total
                bar = f"\r{what} {done:,} of {total:,} [{'#' * filled}{'.' * (WIDTH - filled)}]"
                self.stderr.write(bar, str, ending="\n" if done == total else "")
                self.stderr.flush()

        return draw if self.stderr.isatty() else lambda done: None
