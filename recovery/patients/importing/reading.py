"""From the bytes of a file to rows of text, or a sentence that says why it cannot be read."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from recovery.patients.importing import columns

LONGEST = 5_000  # characters in a cell; more is a quotation mark that was never closed


class Unreadable(Exception):
    """The whole file cannot be read; each of `problems` says what to do and repeats nothing of the file."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file; `number` is that of a spreadsheet, where the columns' names are row 1."""

    number: int
    cells: dict[str, str]
    problem: str = ""


def read(content: bytes) -> list[Row]:
    """Every row of a UTF-8 file with commas, with or without a byte order mark; raises Unreadable."""
    text = _text(content)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        if not header:
            raise Unreadable("The file is empty. Its first line must name the columns.")
        if found := columns.problems(header):
            raise Unreadable(*found)
        full = [(at, line) for at, line in enumerate(lines, start=2) if any(cell.strip() for cell in line)]
    except csv.Error:
        raise Unreadable(
            f"Line {lines.line_num} is not CSV: look for a quotation mark that is not closed. Save the file again as CSV."
        ) from None
    if not full:
        raise Unreadable("The file has no rows below its first line.")
    return [_row(number, header, line) for number, line in full]


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise Unreadable(f"Line {line} is not UTF-8. Save the file as “CSV UTF-8” and try again.") from None
    if "\x00" in text:
        raise Unreadable("The file holds a zero byte, so it is no CSV text. Save it as “CSV UTF-8” and try again.")
    return text


def _row(number: int, header: list[str], line: list[str]) -> Row:
    cells = dict(zip(header, (cell.strip() for cell in line), strict=False))
    if len(line) != len(header):
        problem = f"{len(line)} cells, but {len(header)} columns. Put a cell with a comma in quotation marks."
        return Row(number, cells, problem)
    long = next((name for name, cell in cells.items() if len(cell) > LONGEST), "")
    return Row(number, cells, f"{long} is too long. Look for a quotation mark that is not closed." if long else "")
