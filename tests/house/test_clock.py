"""House rules of the tests' clock: one, stopped at NOW, or the machine's own, and never both in a file.

tests/clock.py says which is which.  Under the real clock are tests/journeys, tests/faults, and files that begin with
`pytestmark = pytest.mark.real_clock`; all others live at NOW.
"""

import ast
import re
from textwrap import dedent

import pytest

from tests.house.source import ROOT, name, tracked, tree

HOME = "tests/clock.py"  # the one place that starts a clock
REAL_FOLDERS = ("tests/journeys/", "tests/faults/")
READS = {"now", "utcnow", "today", "localdate", "time_ns"}
OLDEST = 2010  # a year before it is that of an adult's birth, and no day of a test
DAY = re.compile(r"20\d\d-\d\d-\d\d")


def is_real(file, module):
    return file.startswith(REAL_FOLDERS) or any(
        isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark" and _says_real(node.value)
        for node in module.body
    )


def _says_real(node):
    return any(isinstance(each, ast.Attribute) and each.attr == "real_clock" for each in ast.walk(node))


def offenders(files):
    """What breaks a rule, in words; `files` are modules by name."""
    found = []
    for file, module in files.items():
        real = is_real(file, module)
        rules = [_own_clock, _early_reading, *([_lives_on_a_day, _borrows_a_day] if real else [_late_mark])]
        found += [f"{file}:{line} {why}" for rule in rules for line, why in rule(file, module, files)]
    return sorted(found)


def _own_clock(file, module, _):
    if file == HOME:
        return
    for node in ast.walk(module):
        if isinstance(node, (ast.Name, ast.arg, ast.alias, ast.ImportFrom)):
            named = {getattr(node, part, None) for part in ("id", "arg", "name", "module")}
            if named & {"time_machine", "freezegun"}:
                yield getattr(node, "lineno", 0), "starts a clock of its own: move the fixture `clock`"


def _late_mark(file, module, _):
    """A file lives under one clock: a mark on one test of it, or set by a hook of another file, is none."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "real_clock":
            yield node.lineno, "marks a part of a file `real_clock`: mark the file"


def _early_reading(file, module, _):
    """The clock is read when the file is imported, or for many tests at once: there it is not stopped yet."""
    for node in _at_import(module):
        if _reads(node):
            yield node.lineno, "reads the clock before any test runs"
    if is_real(file, module):
        return
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef) and any(_is_wide(each) for each in function.decorator_list):
            stopped = any(isinstance(each, ast.With) and "standing(" in ast.unparse(each) for each in function.body)
            if not stopped and any(_reads(each) for each in ast.walk(function)):
                yield function.lineno, "reads the clock in a fixture of many tests: let it stand there (`standing`)"


def _at_import(node):
    """What runs on import: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            outside = [*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)]
            for each in outside:
                yield each
                yield from _at_import(each)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from _at_import(child)


def _reads(node):
    if not isinstance(node, ast.Call):
        return False
    said = ast.unparse(node.func)
    return said.split(".")[-1] in READS or said == "time.time"


def _is_wide(decorator):
    return isinstance(decorator, ast.Call) and any(
        each.arg == "scope" and getattr(each.value, "value", "") != "function" for each in decorator.keywords
    )


def _lives_on_a_day(_, module, __):
    for node in ast.walk(module):
        if _is_day(node):
            yield node.lineno, "lives on a day of the calendar: reckon from the real now"


def _is_day(node):
    """NOW, or a day written down."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"date", "datetime"}:
        year = node.args[0] if node.args else None
        return isinstance(year, ast.Constant) and isinstance(year.value, int) and year.value >= OLDEST
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and DAY.match(node.value) is not None
    return "NOW" in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", ""))


def _borrows_a_day(_, module, files):
    """A helper of tests that live at NOW is told the time, and its constants are left alone."""
    borrowed = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            owner = files.get(f"{node.module.replace('.', '/')}.py")
            dated = {} if owner is None else _dated(owner)
            borrowed |= {each.asname or each.name: dated[each.name] for each in node.names if each.name in dated}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in borrowed:
            untold = borrowed[node.func.id] - {each.arg for each in node.keywords}
            if untold:
                yield node.lineno, f"calls {node.func.id} without {', '.join(sorted(untold))}: it would be at NOW"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and borrowed.get(node.id) == frozenset():
            yield node.lineno, f"uses {node.id}, a day of the calendar"


def _dated(module):
    """By name, what of a module is at NOW: a constant (nothing), or a function and what it must be told instead."""
    dated = {}

    def is_dated(node):
        return any(_is_day(each) or getattr(each, "id", "") in dated for each in ast.walk(node))

    for node in module.body:
        if isinstance(node, ast.Assign) and is_dated(node.value):
            dated |= {each.id: frozenset() for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name)}
    constants = dict(dated)
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            given = node.args.posonlyargs + node.args.args
            pairs = [*zip(given[len(given) - len(node.args.defaults) :], node.args.defaults, strict=True)]
            pairs += [*zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
            told = {each.arg for each, default in pairs if default is not None and is_dated(default)}
            if any(is_dated(each) for each in node.body):
                told |= {"at"}
            if told:
                constants[node.name] = frozenset(told)
    return constants


def test_every_test_lives_under_one_clock():
    files = {name(path): tree(path) for path in tracked() if name(path).startswith("tests/") and path.suffix == ".py"}
    assert offenders(files) == []


HELPERS = """
    NOW = 1
    AT = NOW + 1
    def flag(cast, at=NOW): ...
    def alert(cast, **given):
        return {"at": AT} | given
"""


@pytest.mark.parametrize(
    ("file", "source", "why"),
    [
        ("tests/faults/test_x.py", "from tests.cast import NOW", "lives on a day of the calendar"),
        ("tests/journeys/x.py", "def test_x(): fill('Day', '2026-12-24')", "lives on a day of the calendar"),
        ("tests/journeys/x.py", "def test_x(): book(datetime(2027, 3, 14))", "lives on a day of the calendar"),
        ("tests/faults/test_x.py", "from tests.helpers import flag\ndef test_x(): flag(cast)", "calls flag without at"),
        ("tests/faults/test_x.py", "from tests.helpers import alert\ndef test_x(): alert(cast)", "calls alert without"),
        ("tests/faults/test_x.py", "from tests.helpers import AT\ndef test_x(): plan(AT)", "uses AT"),
        ("tests/core/test_x.py", "pytestmark = pytest.mark.real_clock\nfrom tests.cast import NOW", "lives on a day"),
        ("tests/core/test_x.py", "@pytest.mark.real_clock\ndef test_x(): ...", "mark the file"),
        ("tests/core/test_x.py", "import time_machine", "starts a clock of its own"),
        ("tests/core/test_x.py", "from time_machine import travel", "starts a clock of its own"),
        ("tests/core/test_x.py", "def test_x(time_machine): ...", "starts a clock of its own"),
        ("tests/core/test_x.py", "TODAY = date.today()", "before any test runs"),
        ("tests/core/test_x.py", "@mark.parametrize('at', [timezone.now()])\ndef test_x(at): ...", "before any test"),
        ("tests/core/test_x.py", "def made(at=now()): ...", "before any test runs"),
        ("tests/core/test_x.py", "@fixture(scope='module')\ndef x(): return time.time()", "a fixture of many tests"),
    ],
)
def test_a_mixture_of_clocks_is_refused(file, source, why):
    files = {"tests/helpers.py": ast.parse(dedent(HELPERS)), file: ast.parse(source)}
    assert [why in each for each in offenders(files)] == [True]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        (
            "tests/core/test_x.py",
            "from tests.cast import NOW\ndef test_x(clock): clock.move_to(NOW)\nDAY = '2026-12-24'",
        ),
        ("tests/core/test_x.py", "def test_x(): made(at=timezone.now())"),
        ("tests/core/test_x.py", "@fixture(scope='module')\ndef x():\n  with standing(NOW):\n    yield timezone.now()"),
        ("tests/faults/test_x.py", "from tests.helpers import alert, flag\nflag(1, at=2)\nalert(1, at=2)"),
        ("tests/journeys/x.py", "BORN = date(1990, 5, 14)\ndef test_x(): book(timezone.now())"),
    ],
)
def test_either_clock_alone_is_allowed(file, source):
    assert offenders({"tests/helpers.py": ast.parse(dedent(HELPERS)), file: ast.parse(source)}) == []


def test_the_real_folders_are_there():
    assert all((ROOT / folder).is_dir() for folder in REAL_FOLDERS)
