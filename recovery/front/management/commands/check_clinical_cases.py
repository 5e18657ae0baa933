"""Run worked cases against the installed rules: how a medical director validates a rule pack."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recovery.front.rulebook.clinical_cases import Outcome, cases_in, run


class Command(BaseCommand):
    help = "Judge the worked cases of FILE by the installed rules; exits 1 when any comes out otherwise than expected."
    requires_system_checks: list[str] = []  # rules are pure: neither settings nor the database matter to them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="JSON: a list of cases, or an object with `cases`")
        parser.add_argument(
            "--group", nargs="+", action="extend", metavar="G", help="only these groups, such as COWS or CAREPLAN"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        groups: list[str] | None = options["group"]
        file: str | None = options["file"] or (groups.pop() if groups and len(groups) > 1 else None)
        if not file:  # `--group G FILE` leaves the file among the groups, hence the pop
            raise CommandError("Name the file of cases: check_clinical_cases FILE [--group G ...]")
        outcomes = run(read_cases(Path(file)), groups)
        failed = [outcome for outcome in outcomes if not outcome.ok]
        for outcome in failed:
            for line in lines(outcome):
                self.stdout.write(line)
        self.stdout.write(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
        if failed:
            sys.exit(1)


def read_cases(path: Path) -> list[Any]:
    """The cases of a file; CommandError says in a sentence why there are none."""
    try:
        return cases_in(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise CommandError(f"Cannot read {path}: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"Cannot read {path}: it is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise CommandError(f"{path} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise CommandError(f"{path} is nested too deeply to be a case file.") from None
    except ValueError as error:
        raise CommandError(f"{path}: {error}.") from None


def lines(outcome: Outcome) -> list[str]:
    """What to print for a failed case: one line a mismatch, or why it could not be judged."""
    if not outcome.mismatches:
        named = f"unknown group {outcome.group}" if outcome.reason == "unknown group" else outcome.reason
        return [f"{outcome.case_id}: {named}"]
    return [
        f"{outcome.case_id}: {each.key}: expected {_shown(each.expected)}, got {_shown(each.observed)}"
        for each in outcome.mismatches
    ]


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, default=str)
