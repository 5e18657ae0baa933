"""Login is required everywhere but at a short list of addresses, and no view stands unused."""

import ast
import re

from django.urls import get_resolver

from tests.house.pages import origin, walk
from tests.house.source import code, name, tree

# These are open, each for its reason.  The API asks for a sign-in itself (403), as do its schema and page.
OPEN = {
    "healthz", "readyz", "outbox:health",  # asked by machines
    "favicon",  # asked by browsers, for every page that names no mark of its own
    "account_login", "account_logout", "account_inactive", "account_signup", "account_confirm_email",
    "account_email_verification_sent", "account_confirm_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "set_language",
    "links:open", "checkins:answer-question", "checkins:answer-help", "checkins:answer-thanks",  # by a secret link
    "help:page", "help:ask", "help:thanks",  # for the public
    "own:start", "own:question", "own:thanks",  # by a locked session: a tablet handed over, a link opened
    "outbox:stop",  # by a secret link
    "outbox:sms-hook",  # signed by the provider
}  # fmt: skip


def test_only_these_addresses_are_open():
    addresses = walk(get_resolver().url_patterns)
    assert {each for each, view in addresses if not getattr(view, "login_required", True)} - OPEN == {
        each for each, _ in walk(get_resolver().url_patterns) if each.startswith("api:")
    }


def test_what_is_listed_as_open_is_open():
    views = dict(walk(get_resolver().url_patterns))
    assert {each for each in OPEN if getattr(views[each], "login_required", True)} == set()


def test_the_api_asks_for_a_sign_in_itself():
    from rest_framework.permissions import IsAuthenticated

    for each, view in walk(get_resolver().url_patterns):
        if each.startswith("api:"):
            assert list(view.cls.permission_classes) == [IsAuthenticated], each


def test_every_view_can_be_reached():
    reached = {origin(view) for _, view in walk(get_resolver().url_patterns)}
    unused = []
    for path in [each for each in code() if each.name.endswith("views.py") or each.parent.name == "views"]:
        module = name(path).removesuffix(".py").replace("/", ".")
        for node in tree(path).body:
            takes = [argument.arg for argument in node.args.args] if isinstance(node, ast.FunctionDef) else []
            is_view = takes[:1] == ["request"] and not node.name.startswith("_") and "demo" not in path.parts
            if is_view and (module, node.name) not in reached and not _helps(path, node.name):
                unused.append(f"{module}.{node.name}")
    assert unused == []


def _helps(path, function):
    """Whether another file calls it: then it is part of views, not one."""
    return any(re.search(rf"\b{function}\(", each.read_text(encoding="utf-8")) for each in code() if each != path)
