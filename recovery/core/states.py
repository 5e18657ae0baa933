"""Declared states: the lawful moves of a thing in one table, from which the README's diagrams are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class UnlawfulMove(Exception):
    """A move that the table of states does not hold."""

    def __init__(self, machine: str, start: str, end: str) -> None:
        super().__init__(f"{machine} cannot move from {start or 'nothing'} to {end}.")
        self.machine, self.start, self.end = machine, start, end


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The states of one thing.  `moves[state]` maps each lawful next state to the verb that leads there."""

    name: str
    initial: str
    moves: Mapping[str, Mapping[str, str]]

    def allows(self, start: str, end: str) -> bool:
        """Whether `start` may become `end`."""
        return end in self.moves.get(start, {})

    def check(self, start: str, end: str) -> None:
        """Raise UnlawfulMove unless `start` may become `end`."""
        if not self.allows(start, end):
            raise UnlawfulMove(self.name, start, end)

    def mermaid(self) -> str:
        """The diagram for the README: a Mermaid stateDiagram-v2 with one line a move."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for start, ends in self.moves.items():
            lines += [f"    {start} --> {end}: {verb}" for end, verb in ends.items()]
            if not ends:
                lines.append(f"    {start} --> [*]")
        return "\n".join(lines)
