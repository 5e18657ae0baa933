"""What asks the database and what writes to it, by its words in code and in templates.

The words are those of Django's querysets and of the project's own models, so that a new relation is known by itself.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise

from django.apps import apps
from django.db.models import Manager, QuerySet

from tests.house.source import APPS, line_of, parsed

Found = list[tuple[int, str]]

MANAGERS = {"objects", "_default_manager", "_base_manager"}
ASKS = {word for word in dir(QuerySet) if not word.startswith("_")} - {"model", "query", "db", "ordered"}
WRITES = {
    "save", "asave", "save_over", "delete", "adelete", "create", "acreate", "bulk_create", "abulk_create", "update",
    "aupdate", "bulk_update", "abulk_update", "get_or_create", "aget_or_create", "update_or_create",
    "aupdate_or_create", "create_user", "create_superuser", "_raw_delete",
}  # fmt: skip
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404", "get_model"}
RELATED_WRITES = {"add", "set", "remove", "clear"}  # of a related manager

EXPRESSION = re.compile(r"{%.*?%}|{{.*?}}", re.S)
LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")


@cache
def models() -> tuple[type, ...]:
    return tuple(model for model in apps.get_models() if model.__module__.split(".")[0] in APPS)


@cache
def to_many() -> frozenset[str]:
    """Names by which a record reaches many others: each gives a manager."""
    found = {field.name for model in models() for field in model._meta.many_to_many}
    return frozenset(found | {each.get_accessor_name() for each in _reversed() if not each.one_to_one}) - {None}


@cache
def to_one() -> dict[str, frozenset[str]]:
    """Names by which a record reaches the one that points to it, each with what its holder may be called.

    Nobody is asked after when the name is this relation's alone; when fields are called so too, it is known by
    what stands before it: `user.patient` asks the table, `episode.patient` need not.
    """
    columns = {field.name for model in models() for field in model._meta.concrete_fields}
    found: dict[str, frozenset[str]] = {}
    for each in _reversed():
        if each.one_to_one:
            held = {each.model._meta.model_name} | {
                field.name
                for model in models()
                for field in model._meta.concrete_fields
                if field.related_model is each.model
            }
            accessor = each.get_accessor_name()
            found[accessor] = found.get(accessor, frozenset()) | (held if accessor in columns else frozenset())
    return found


def _reversed() -> list:
    return [
        field
        for model in models()
        for field in model._meta.get_fields()
        if field.auto_created and not field.concrete and field.is_relation and field.get_accessor_name()
    ]


@cache
def of_ours() -> frozenset[str]:
    """Methods that the project's own querysets have."""
    known = set(dir(QuerySet)) | set(dir(Manager))
    return frozenset(word for model in models() for word in dir(model._default_manager.all()) if word not in known)


def asked_in_template(text: str) -> Found:
    """Paths in a template that reach a table: manager calls, and the records that point to a record.

    A plain value that is called like a relation (`chart.problems`, a list) asks nothing: a manager itself cannot be
    walked, so it is its `.all` that gives it away.
    """
    found = []
    for expression in EXPRESSION.finditer(text):
        for path in DOTTED.findall(LITERAL.sub(" ", expression[0])):
            if asking := _asking(path.split(".")):
                found.append((line_of(text, expression.start()), asking))
    return found


def _asking(parts: list[str]) -> str:
    """The beginning of a path up to where it asks, or nothing."""
    for place, (before, part) in enumerate(pairwise(parts), start=2):
        manages = part in MANAGERS | ASKS or part.endswith("_set") or (before in to_many() and part in of_ours())
        holders = to_one().get(part)
        if manages or (holders is not None and (not holders or before in holders)):
            return ".".join(parts[:place])
    return ""


def asked_in_code(text: str) -> Found:
    """Where a module reaches a table by itself: managers, querysets, related managers, and raw SQL.

    `objects.none()` names a table and asks it nothing.
    """
    tree = parsed(text)
    imported = _imported_modules(tree)
    nothing = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "none"}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in nothing:
            if node.attr in MANAGERS or node.attr.endswith("_set"):
                found.append((node.lineno, ast.unparse(node)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _asks(node, imported):
            found.append((node.lineno, ast.unparse(node.func)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SHORTCUTS:
            found.append((node.lineno, node.func.id))
    return sorted(set(found))


def _asks(call: ast.Call, imported: set[str]) -> bool:
    """Whether a call of a method asks or writes; what a dict, a list and a module have by the same name does not."""
    method, on = call.func.attr, call.func.value
    if isinstance(on, ast.Name) and on.id in imported and method != "cursor":
        return False  # a function of another module: actions.add
    if _is_manager(on) or method in SHORTCUTS:
        return method != "none"
    if method == "get":
        return bool(call.keywords)  # a dict's takes a key and a default
    if method == "values":
        return bool(call.args or call.keywords)  # a dict's takes nothing
    if method == "count":
        return not call.args  # a list's takes what it counts
    if method == "none":
        return not (isinstance(on, ast.Attribute) and on.attr in MANAGERS)
    return method in ASKS | WRITES | {"cursor", "refresh_from_db", "arefresh_from_db"}


def written_in_code(text: str) -> Found:
    """Where a module writes: a record or a queryset that is saved, made, changed or deleted; and raw SQL, which may."""
    tree = parsed(text)
    imported = _imported_modules(tree)
    return sorted(
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node, imported)
    )


def _writes(call: ast.Call, imported: set[str]) -> bool:
    method, on = call.func.attr, call.func.value
    if method == "cursor":
        return True
    if isinstance(on, ast.Name) and on.id in imported:
        return False  # a function of another module: drafting.save
    if method in RELATED_WRITES:
        return _is_manager(on)
    if method == "update":
        return not call.args  # a dict's and a digest's is given one; a queryset's takes names only
    return method in WRITES


def _is_manager(node: ast.expr) -> bool:
    """`patient.contact_points`, `Patient.objects`."""
    return isinstance(node, ast.Attribute) and (node.attr in MANAGERS | to_many() or node.attr.endswith("_set"))


def _imported_modules(tree: ast.Module) -> set[str]:
    """Names that a module imported and that are written as modules and functions are."""
    return {
        (each.asname or each.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for each in node.names
        if (each.asname or each.name).islower()
    }


def of_a_model(text: str, found: Found) -> Found:
    """Those that stand in a class: in a module of models, these are the models' own methods."""
    spans = [(node.lineno, node.end_lineno or 0) for node in parsed(text).body if isinstance(node, ast.ClassDef)]
    return [each for each in found if any(first <= each[0] <= last for first, last in spans)]
