"""The states of things as diagrams, drawn from the tables of lawful moves.

`make diagrams` writes all of them into docs/states.md, and those that the README shows into it, between their markers;
a test holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from recovery.core.states import StateMachine

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT, README = ROOT / "docs" / "states.md", ROOT / "README.md"
PACKAGES = ("recovery", "intake", "treatment", "aftercare")
BLOCK = re.compile(r"<!-- states: (?P<name>[^>]+?) -->\n.*?<!-- end -->", re.S)
HEAD = """# States

Each thing that has states moves only along these lines; the tables are in the rooms, these pictures are drawn from them
by `make diagrams`.
"""


def machines() -> list[StateMachine]:
    """Every declared machine, by name: those in the rooms' `states.py`."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("states.py")]
    modules = [import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in found]
    held = {value.name: value for each in modules for value in vars(each).values() if isinstance(value, StateMachine)}
    return [held[name] for name in sorted(held)]


def block(machine: StateMachine) -> str:
    """One diagram between its markers."""
    return f"<!-- states: {machine.name} -->\n```mermaid\n{machine.mermaid()}\n```\n<!-- end -->"


def written(text: str) -> dict[str, str]:
    """The blocks of a document by the name of their machine."""
    return {found["name"]: found[0] for found in BLOCK.finditer(text)}


def document(drawn: Iterable[StateMachine]) -> str:
    """The whole document."""
    return HEAD + "".join(f"\n## {machine.name}\n\n{block(machine)}\n" for machine in drawn)


def refreshed(text: str, drawn: Iterable[StateMachine]) -> str:
    """`text` with each block it holds drawn anew."""
    now = {machine.name: block(machine) for machine in drawn}
    return BLOCK.sub(lambda found: now[found["name"]], text)


def main() -> None:
    """Write the document anew, and the diagrams in the README."""
    import django

    django.setup()
    DOCUMENT.write_text(document(machines()), encoding="utf-8")
    README.write_text(refreshed(README.read_text(encoding="utf-8"), machines()), encoding="utf-8")


if __name__ == "__main__":
    main()
