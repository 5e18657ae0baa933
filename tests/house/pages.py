"""The pages of the program: every address with its view, and the modules that hold views."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import get_resolver

from tests.house.source import APPS, code, folders, name


def walk(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address by its name, with what answers it."""
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from walk(each.url_patterns, prefix + (f"{each.namespace}:" if each.namespace else ""))
        else:
            yield prefix + (each.name or ""), each.callback


def origin(view: Any) -> tuple[str, str]:
    """The module and the name of what was written, below its decorators."""
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__, view.__name__


def view_files() -> list[Path]:
    """Files that hold a view, whatever they are called; what a view is made of; and what is called after views."""
    modules = {module for _, view in walk(get_resolver().url_patterns) for module in _modules(view)}
    return [
        path
        for path in code()
        if module_of(path) in modules
        or path.name.endswith("views.py")
        or {"views", "templatetags", "ui"} & folders(path)
    ]


def _modules(view: Any) -> set[str]:
    """The module of a view; those of a class and of every base of ours that it has."""
    of_class = getattr(view, "cls", None) or getattr(view, "view_class", None)
    found = {each.__module__ for each in of_class.__mro__} if of_class else {origin(view)[0]}
    return {module for module in found if module.split(".")[0] in APPS}


def module_of(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
