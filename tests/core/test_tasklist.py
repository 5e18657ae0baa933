"""A long form as a list of tasks: what is done, what is next, and who is at it."""

from types import SimpleNamespace

import pytest

from recovery.core.tasklist import Group, Task, TaskList, begun, last
from tests.cast import NOW


def task(code, status):
    return Task(code, code.title(), status, "", "", "/")


def listed(*statuses):
    tasks = tuple(task(f"task{number}", status) for number, status in enumerate(statuses))
    return TaskList((Group("All", tasks),), (), "")


def test_what_waits_for_a_condition_does_not_count():
    found = listed("done", "todo", "later")
    assert (found.done, found.total, found.groups[0].count) == (1, 2, "1 of 2")


@pytest.mark.parametrize(
    ("statuses", "code"), [(("done", "todo", "part"), "task2"), (("done", "todo", "todo"), "task1"), (("done",), None)]
)
def test_what_is_begun_comes_before_what_is_not(statuses, code):
    found = listed(*statuses).next
    assert (found.code if found else None) == code


def test_the_readers_own_draft_is_shown_before_those_of_others():
    others, own = (SimpleNamespace(actor_id=actor, form_code="screening:COWS") for actor in ("other", "reader"))
    assert begun([others, own], reader=SimpleNamespace(pk="reader")) == {"COWS": own}
    assert begun([others], reader=SimpleNamespace(pk="reader")) == {"COWS": others}


def test_the_last_is_the_newest():
    assert last([], at=NOW) == ""
    assert last([(NOW.replace(hour=15), "Paul"), (NOW.replace(hour=14), "Nora")], at=NOW).endswith("by Paul")
