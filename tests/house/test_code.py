"""House rules of the code: sizes, where writes and queries stand, how actions are called."""

import ast

import pytest

from tests.house.source import code, functions, name, tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 40  # lines; past them a concept is hiding
VIEWS = [path for path in code() if path.name == "views.py" or path.parent.name == "views"]
ACTIONS = [path for path in code() if path.name == "actions.py" or path.parent.name == "actions"]
# Verbs that name their one subject first.
SUBJECT_FIRST = {
    ("changed", "record"),
    ("read", "resource"),
    ("searched", "resource"),
    ("overrode", "finding"),
    ("attended", "action"),
}


def public_functions(path):
    return [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


@pytest.mark.parametrize("path", code(), ids=name)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", code(), ids=name)
def test_no_function_is_longer_than_40_lines(path):
    long = [f"{each.name} at {each.lineno}" for each in functions(path) if _lines(each) > LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_ask_queries_and_actions_never_tables(path):
    asked = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr == "objects"]
    assert asked == []


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_ask_for_permissions_not_roles(path):
    compared = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Compare)]
    asked = [node.lineno for node in compared if any(_is_role(each) for each in (node.left, *node.comparators))]
    assert asked == []


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_actions_are_called_by_keyword(path):
    """An action is a public function that somebody does: it takes `by`."""
    acts = [each for each in public_functions(path) if "by" in _names(each)]
    positional = {(each.name, argument.arg) for each in acts for argument in each.args.posonlyargs + each.args.args}
    assert positional - SUBJECT_FIRST == set()


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_actions_are_told_the_time(path):
    """Nothing that somebody does reads the clock: `at` is given."""
    acts = [each for each in public_functions(path) if "by" in _names(each)]
    assert [each.name for each in acts if "at" not in _names(each)] == []


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_actions_say_what_they_do(path):
    assert [each.name for each in public_functions(path) if not ast.get_docstring(each)] == []


@pytest.mark.parametrize(
    "path", [path for path in code() if path.name in {"actions.py", "queries.py", "rules.py"}], ids=name
)
def test_public_functions_say_what_they_do(path):
    assert [each.name for each in public_functions(path) if not ast.get_docstring(each)] == []


@pytest.mark.parametrize("path", [path for path in code() if path.stat().st_size], ids=name)
def test_every_module_says_what_it_holds(path):
    if path.name in {"__init__.py", "apps.py", "urls.py"}:
        return
    assert ast.get_docstring(tree(path))


def _lines(function):
    """Lines of what a function does; its signature and docstring are read apart."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return body[-1].end_lineno - body[0].lineno + 1


def _names(function):
    return {each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _is_role(node):
    return isinstance(node, ast.Attribute) and node.attr in {"role", "is_patient"}
