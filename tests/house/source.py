"""The project's own files, for the tests that read them."""

from __future__ import annotations

import ast
import subprocess
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
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
