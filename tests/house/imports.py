"""Who imports whom, read from the source: every import counts, also inside a function and for types alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.house.source import code, name, tree

Arrows = Mapping[str, set[str]]


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def modules() -> dict[str, ast.Module]:
    """Every module of the applications, by name."""
    return {module_of(path): tree(path) for path in code()}


def arrows(read: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """For each module the other modules of the project that it imports."""
    return {here: set(_imported(module, read)) - {here} for here, module in read.items()}


def _imported(module: ast.Module, read: Mapping[str, ast.Module]) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in read)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                if inner in read:
                    yield inner
                elif node.module in read:
                    yield node.module


def circles(found: Arrows) -> list[list[str]]:
    """Groups of modules each of which leads to all others of its group (Tarjan, 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(here: str) -> None:
        index[here] = low[here] = len(index)
        stack.append(here)
        for there in found[here]:
            if there not in index:
                visit(there)
                low[here] = min(low[here], low[there])
            elif there in stack:
                low[here] = min(low[here], index[there])
        if low[here] == index[here]:
            group = [stack.pop()]
            while group[-1] != here:
                group.append(stack.pop())
            if len(group) > 1:
                groups.append(sorted(group))

    for here in found:
        if here not in index:
            visit(here)
    return sorted(groups)
