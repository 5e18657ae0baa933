"""The states of things as diagrams, drawn from the tables of lawful moves.

`python -m recovery.core.diagrams` writes them into docs/states.md between their markers; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from recovery.core.states import StateMachine

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "states.md"
BLOCK = re.compile(r"<!-- states: (?P<name>[^>]+?) -->\n.*?<!-- end -->", re.S)
HEAD = """# States

Each thing that has states moves only along these lines; the tables are in the rooms, these pictures are drawn from them
by `python -m recovery.core.diagrams`.
"""


def machines() -> list[StateMachine]:
    """Every declared machine, by name: those that the rooms' models hold."""
    from django.apps import apps

    held = {
        value.name: value
        for model in apps.get_models()
        for value in vars(__import__(model.__module__, fromlist=["*"])).values()
        if isinstance(value, StateMachine)
    }
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


def main() -> None:
    """Write the document anew."""
    import django

    django.setup()
    DOCUMENT.write_text(document(machines()), encoding="utf-8")


if __name__ == "__main__":
    main()
