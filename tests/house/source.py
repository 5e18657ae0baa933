"""The project's own files, for the tests that read them."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("recovery", "intake", "treatment", "aftercare")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is part of the project: git's list, or all that lie here where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\n")  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        hidden = {".git", ".venv", ".local", ".hypothesis", "staticfiles", "__pycache__"}
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not hidden & set(path.parts)]
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def folders(path: Path) -> set[str]:
    """The folders of the project that a file lies in."""
    return set(name(path).split("/")[:-1])


def code() -> list[Path]:
    """Python files of the applications, without their migrations."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and name(path).split("/")[0] in APPS and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    return [path for path in tracked() if name(path).startswith("templates/") and path.suffix in (".html", ".txt")]


@cache
def tree(path: Path) -> ast.Module:
    return parsed(path.read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def offenders(paths: Iterable[Path], find: Callable[[str], Iterable[tuple[int, str]]]) -> list[str]:
    """Where a rule is broken, as "path:line what".  `find` takes the text of a file and gives lines and what is there."""
    return [
        f"{name(path)}:{line} {what}"
        for path in paths
        for line, what in find(path.read_text(encoding="utf-8", errors="replace"))
    ]


def refuse(found: list[str]) -> None:
    """Fail with every offender on a line of its own."""
    assert not found, "\n" + "\n".join(found)


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """Every match of `pattern` with the line it begins on."""
    return [(line_of(text, found.start()), found[0]) for found in pattern.finditer(text)]


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
