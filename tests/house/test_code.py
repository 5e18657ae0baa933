"""House rules of the code: sizes, where writes and queries stand, how actions are called."""

import ast

from tests.house.pages import module_of, view_files
from tests.house.source import code, folders, name, offenders, parsed, refuse
from tests.house.tables import asked_in_code, models, of_a_model, written_in_code

LONGEST_FILE, LONGEST_FUNCTION = 300, 40  # lines; past them a concept is hiding
ACTIONS = [path for path in code() if path.name == "actions.py" or "actions" in folders(path)]
TOLD = [path for path in code() if {"actions", "queries", "rules"} & {path.stem, *folders(path)}]
HOLDING = [path for path in code() if path.stat().st_size and path.name not in {"__init__.py", "apps.py", "urls.py"}]
# Verbs that name their one subject first.
SUBJECT_FIRST = {
    ("changed", "record"),
    ("read", "resource"),
    ("searched", "resource"),
    ("overrode", "finding"),
    ("attended", "action"),
}
# Reviewed: what a view may ask by itself, as it is written there, with the reason.
VIEWS_MAY = {
    "recovery/audit/api.py records.filter": "narrows what the room's query reaches to one episode",
    "recovery/audit/api.py self.reach(self.actor).filter": "takes one record of what the room's query reaches",
    "recovery/audit/api.py self.reach(self.actor).filter(pk=pk).first": "the same",
    "intake/screening/views/results.py form.explain": "a form's own: says what is wrong with the answers",
    "intake/screening/views/packets.py form.explain": "the same",
}
# Reviewed: modules that write and are no actions, with the reason.
WRITERS = {
    "recovery/core/drafts.py": "core: drafts are nothing clinical, and every room keeps them by these functions",
    "recovery/core/messages.py": "no table: a file of translations",
    "recovery/front/demo/people.py": "the demo: its people and their passwords",
}
# Reviewed: modules that send SQL of their own, with the reason; they write in no other way.
RAW_SQL = {
    "recovery/outbox/pump/delivery.py": "runs the statements of statements.py",
    "recovery/audit/queries.py": "reads: walks the chain of the trail",
    "recovery/core/checks.py": "reads: what the database role may do",
    "recovery/core/management/commands/provision_database.py": "a command of the owner: roles and their rights",
    "recovery/core/submissions.py": "takes a lock and writes nothing",
    "recovery/front/demo/servers.py": "the demo: makes its database and its roles",
    "recovery/patients/queries/search.py": "sets how likeness is measured, for one transaction",
}


def long_file(text):
    lines = len(text.splitlines())
    return [(lines, f"{lines} lines")] if lines > LONGEST_FILE else []


def long_functions(text):
    return [(each.lineno, each.name) for each in functions(text) if _lines(each) > LONGEST_FUNCTION]


def roles_compared(text):
    compared = [node for node in ast.walk(parsed(text)) if isinstance(node, ast.Compare)]
    return [
        (node.lineno, ast.unparse(node))
        for node in compared
        if any(_is_role(each) for each in (node.left, *node.comparators))
    ]


def positional_arguments(text):
    return [
        (each.lineno, f"{each.name}({argument.arg})")
        for each in acts(text)
        for argument in each.args.posonlyargs + each.args.args
        if (each.name, argument.arg) not in SUBJECT_FIRST
    ]


def timeless_acts(text):
    return [(each.lineno, each.name) for each in acts(text) if "at" not in _names(each)]


def silent_functions(text):
    return [(each.lineno, each.name) for each in public_functions(text) if not ast.get_docstring(each)]


def silent_module(text):
    return [] if ast.get_docstring(parsed(text)) else [(1, "does not say what it holds")]


def written_outside_actions():
    """Where a module that is no action writes, as "path:line what".  A model's own methods may."""
    held = {model.__module__ for model in models()}
    found = []
    for path in code():
        if path not in ACTIONS:
            text = path.read_text(encoding="utf-8")
            written = written_in_code(text)
            own = of_a_model(text, written) if module_of(path) in held else []
            found += [f"{name(path)}:{line} {what}" for line, what in written if (line, what) not in own]
    return found


def test_no_file_is_longer_than_300_lines():
    refuse(offenders(code(), long_file))


def test_a_planted_long_file_is_found():
    assert long_file("x = 1\n" * 301) == [(301, "301 lines")]


def test_no_function_is_longer_than_40_lines():
    refuse(offenders(code(), long_functions))


def test_a_planted_long_function_is_found():
    assert long_functions('def long():\n    """Says what it does."""\n' + "    x = 1\n" * 41) == [(1, "long")]


def test_views_ask_queries_and_actions_never_tables():
    """Views are found by the addresses that lead to them, whatever their file is called; tags of templates as well."""
    found = offenders(view_files(), asked_in_code)
    refuse([each for each in found if _without_line(each) not in VIEWS_MAY])


def test_views_are_found_by_their_addresses():
    files = {name(path) for path in view_files()}
    assert files >= {
        "recovery/patients/views/contacts.py",
        "recovery/patients/api.py",
        "recovery/audit/api.py",  # a base of views
        "recovery/outbox/views/hooks.py",
        "recovery/front/links/views.py",
        "recovery/core/health.py",
    }


def test_a_planted_table_in_a_view_is_found():
    planted = """from recovery.patients import actions
def contacts(request, patient, kept):
    ContactPoint.objects
    ContactPoint._default_manager.none()
    patient.contact_points.order_by("address")
    patient.contact_points.get()
    patient.episodes.open()
    get_object_or_404(ContactPoint, pk=1)
    kept.save()
    kept.refresh_from_db()
    connection.cursor()
    queries.staff().get(pk=1)
    queries.staff().count()
    actions.save(kept)
    request.POST.get("x", ""), [].count(1), {}.values(), ContactPoint.objects.none()
"""
    assert asked_in_code(planted) == [
        (3, "ContactPoint.objects"),
        (5, "patient.contact_points.order_by"),
        (6, "patient.contact_points.get"),
        (7, "patient.episodes.open"),
        (8, "get_object_or_404"),
        (9, "kept.save"),
        (10, "kept.refresh_from_db"),
        (11, "connection.cursor"),
        (12, "queries.staff().get"),
        (13, "queries.staff().count"),
    ]


def test_what_a_view_may_ask_is_still_asked():
    assert set(VIEWS_MAY) - {_without_line(each) for each in offenders(view_files(), asked_in_code)} == set()


def test_nothing_is_written_outside_actions():
    refuse([each for each in written_outside_actions() if not _is_reviewed(each)])


def test_a_planted_write_outside_actions_is_found():
    planted = """from intake.assessment import drafting
def keep(patient, kept, found):
    kept.save_over(kept.version)
    ContactPoint.objects.create(patient=patient)
    found.update(active=False)
    patient.programs.add(kept)
    drafting.save(kept)
    {}.update(found)
    set().add(kept)
"""
    assert written_in_code(planted) == [
        (3, "kept.save_over"),
        (4, "ContactPoint.objects.create"),
        (5, "found.update"),
        (6, "patient.programs.add"),
    ]


def test_a_write_in_a_models_module_is_a_models_own_only_in_its_class():
    text = "class Record:\n    def keep(self):\n        self.save()\n\ndef keep(record):\n    record.save()\n"
    assert of_a_model(text, written_in_code(text)) == [(3, "self.save")]


def test_every_reviewed_writer_still_writes():
    writes = written_outside_actions()
    assert WRITERS.keys() - {each.split(":")[0] for each in writes} == set()
    assert RAW_SQL.keys() - {each.split(":")[0] for each in writes if each.endswith(".cursor")} == set()


def test_a_reviewed_cursor_does_not_excuse_another_write():
    assert _is_reviewed("recovery/patients/queries/search.py:138 connection.cursor")
    assert not _is_reviewed("recovery/patients/queries/search.py:138 patient.save")


def test_views_ask_for_permissions_not_roles():
    refuse(offenders(view_files(), roles_compared))


def test_a_planted_role_in_a_view_is_found():
    assert roles_compared("if request.user.role == Role.NURSE: pass") == [(1, "request.user.role == Role.NURSE")]


def test_actions_are_called_by_keyword():
    """An action is a public function that somebody does: it takes `by`."""
    refuse(offenders(ACTIONS, positional_arguments))


def test_a_planted_positional_argument_of_an_action_is_found():
    assert positional_arguments("def close(episode, *, by, at): ...") == [(1, "close(episode)")]


def test_actions_are_told_the_time():
    """Nothing that somebody does reads the clock: `at` is given."""
    refuse(offenders(ACTIONS, timeless_acts))


def test_a_planted_action_that_is_not_told_the_time_is_found():
    assert timeless_acts("def close(*, episode, by): ...") == [(1, "close")]


def test_public_functions_say_what_they_do():
    """Those of actions, queries and rules."""
    refuse(offenders(TOLD, silent_functions))


def test_a_planted_function_that_says_nothing_is_found():
    assert silent_functions("def close(): ...\ndef _helps(): ...") == [(1, "close")]


def test_every_module_says_what_it_holds():
    refuse(offenders(HOLDING, silent_module))


def test_a_planted_module_that_says_nothing_is_found():
    assert silent_module("x = 1") == [(1, "does not say what it holds")]


def functions(text):
    """Every function and method of a file."""
    return [node for node in ast.walk(parsed(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def public_functions(text):
    return [node for node in parsed(text).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def acts(text):
    """Functions that somebody does; a `require_...` only asks whether they may."""
    found = [each for each in public_functions(text) if "by" in _names(each)]
    return [each for each in found if not each.name.startswith("require_")]


def _without_line(offender):
    """ "path:line what" without the line, which moves."""
    place, what = offender.split(" ", 1)
    return f"{place.split(':')[0]} {what}"


def _is_reviewed(write):
    module = write.split(":")[0]
    return module in WRITERS or (module in RAW_SQL and write.endswith(".cursor"))


def _lines(function):
    """Lines of what a function does; its signature and docstring are read apart."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return body[-1].end_lineno - body[0].lineno + 1


def _names(function):
    return {each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _is_role(node):
    return isinstance(node, ast.Attribute) and node.attr in {"role", "is_patient"}
