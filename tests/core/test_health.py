"""Whether it lives, whether it can serve, and what people see when the database is away."""

from django.db import OperationalError
from django.test import Client

from recovery.core import errors


def test_the_process_says_it_lives_without_asking_the_database(client):  # pytest-django refuses the database here
    assert client.get("/healthz").content == b"ok\n"


def test_it_is_ready_when_every_migration_is_applied(client, db):
    assert client.get("/readyz").content == b"ready\n"


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get("/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_pages_are_kept_by_no_cache_and_name_the_strict_policy(client, db):
    answer = client.get("/accounts/login/")
    assert answer["Cache-Control"].count("no-store")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_database_that_is_away_is_said_plainly(rf):
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = errors.server_error(rf.get("/people/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_any_other_fault_is_a_plain_500(rf):
    try:
        raise ValueError("patient Whitfield")
    except ValueError:
        answer = errors.server_error(rf.get("/people/"))
    assert answer.status_code == 500
    assert b"Whitfield" not in answer.content


def test_the_api_answers_in_json_when_the_database_is_away(rf):
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = errors.server_error(rf.get("/api/people/"))
    assert answer["Content-Type"] == "application/json"
    assert answer.status_code == 503


def test_an_uncaught_exception_in_a_page_reaches_that_page(db, settings, monkeypatch):
    from recovery.core import health

    client = Client(raise_request_exception=False)
    monkeypatch.setattr(health, "MigrationExecutor", lambda connection: 1 / 0)
    assert client.get("/readyz").status_code == 500
