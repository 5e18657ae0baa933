"""The report of an import: one line a row, as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from recovery.patients.importing.planning import Outcome, Planned

HEADER = ("row", "external_id", "outcome", "record_number", "what_to_do")
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
)  # what makes a spreadsheet take a cell for a formula; OWASP, CSV injection


def defused(cell: str) -> str:
    """`cell` as text that no spreadsheet runs: an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def write(path: Path, planned: Iterable[Planned]) -> None:
    """Write the report for its owner's eyes only (mode 600): it tells who is a patient here."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        os.fchmod(descriptor, 0o600)  # also where the file was there before
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for each in planned:
            cells = (
                str(each.row.number),
                each.row.cells.get("external_id", ""),
                each.outcome,
                " ".join(each.records),
                " ".join(each.reasons),
            )
            lines.writerow([defused(cell) for cell in cells])


def summary(planned: Iterable[Planned]) -> dict[Outcome, int]:
    """How many rows came to what, in the order of Outcome."""
    counts = Counter(each.outcome for each in planned)
    return {outcome: counts[outcome] for outcome in Outcome}
