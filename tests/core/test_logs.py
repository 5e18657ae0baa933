"""Logs hold listed fields only: no names, no form data, no tokens."""

import json
import subprocess
import sys

from recovery.core.logs import only_listed, without_tokens

SCRIPT = """
import django, logging; django.setup()
import structlog
structlog.get_logger("recovery.test").info("saved", patient="Marcus Whitfield", request="POST /r/abcDEF-123/")
try:
    raise ValueError("Key (family_name)=(Whitfield) already exists")
except ValueError:
    logging.getLogger("django.request").exception("Internal Server Error: /people/")
"""


def test_fields_that_are_not_listed_are_dropped():
    assert only_listed(None, "info", {"event": "saved", "patient": "Marcus"}) == {"event": "saved"}


def test_the_token_of_a_link_is_struck_out():
    assert without_tokens("GET /r/abcDEF-123_x/ 404") == "GET /r/…/ 404"


def test_a_real_process_logs_json_without_names_or_tokens():
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stderr
    lines = [json.loads(line) for line in told.splitlines()]
    assert [line["event"] for line in lines] == ["saved", "Internal Server Error: /people/"]
    assert "Whitfield" not in told
    assert "abcDEF" not in told
    assert lines[1]["exception"].startswith("ValueError at ")
