"""A database that another version of Recovery made is recognised and made anew; one that fits, or is not ours, is kept."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from recovery.front.demo import __main__ as demo
from recovery.front.demo import leftovers, servers
from tests.house.source import APPS

SCRATCH = "leftover_scratch"
FILES = {"intake.0001_initial": "a1", "intake.0002_packets": "b2", "treatment.0001_initial": "c3"}


@contextmanager
def connected(url):
    db = psycopg2.connect(url)
    db.autocommit = True
    try:
        with db.cursor() as cursor:
            yield cursor
    finally:
        db.close()


def drop(cursor):
    # Not with FORCE: a cleaner of the server itself may be at it, which only the server may send away.
    cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH}")


def was_migrated(cursor, *names):
    cursor.execute("CREATE TABLE IF NOT EXISTS django_migrations (app text, name text)")
    cursor.executemany("INSERT INTO django_migrations VALUES (%s, %s)", [name.split(".") for name in names])


@pytest.fixture
def address():
    """Where an empty database of the tests' own server is, beside the one of this run."""
    url = servers._named(os.environ["DATABASE_OWNER_URL"], SCRATCH)
    with connected(os.environ["DATABASE_OWNER_URL"]) as cursor:
        drop(cursor)
        cursor.execute(f"CREATE DATABASE {SCRATCH}")
        yield url
        drop(cursor)


@pytest.fixture
def database(address, monkeypatch):
    """A cursor in that database, in a version with three migration files."""
    monkeypatch.setattr(leftovers, "migration_files", lambda: FILES)
    with connected(address) as cursor:
        yield cursor


def test_migration_files_are_those_django_would_apply():
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {f"{app}.{name}" for app, name in disk if apps.get_app_config(app).name.split(".")[0] in APPS}
    assert set(leftovers.migration_files()) == ours


def test_an_empty_database_is_no_leftover(database):
    assert not leftovers.is_leftover(database, embedded=True)


def test_tables_without_digests_are_a_leftover(database):
    was_migrated(database, *FILES)
    assert leftovers.is_leftover(database, embedded=True)


def test_a_database_made_from_these_files_is_no_leftover(database):
    leftovers.remember(database, SCRATCH)
    was_migrated(database, *FILES, "auth.0001_initial")
    assert not leftovers.is_leftover(database, embedded=True)


def test_an_added_file_makes_no_leftover(database, monkeypatch):
    leftovers.remember(database, SCRATCH)
    was_migrated(database, *FILES)
    monkeypatch.setattr(leftovers, "migration_files", lambda: FILES | {"intake.0003_assessment": "d4"})
    assert not leftovers.is_leftover(database, embedded=True)


def test_a_file_changed_before_it_was_applied_makes_no_leftover(database, monkeypatch):
    leftovers.remember(database, SCRATCH)
    was_migrated(database, "intake.0001_initial", "treatment.0001_initial")
    monkeypatch.setattr(leftovers, "migration_files", lambda: FILES | {"intake.0002_packets": "changed"})
    assert not leftovers.is_leftover(database, embedded=True)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(FILES | {"intake.0001_initial": "changed"}, id="written anew under its old name"),
        pytest.param({name: FILES[name] for name in FILES if name != "intake.0002_packets"}, id="gone"),
        pytest.param({"treatment.0001_initial": "c3"}, id="gone with its app"),
    ],
)
def test_an_applied_file_that_is_no_longer_there_makes_a_leftover(database, monkeypatch, now):
    leftovers.remember(database, SCRATCH)
    was_migrated(database, *FILES)
    monkeypatch.setattr(leftovers, "migration_files", lambda: now)
    assert leftovers.is_leftover(database, embedded=True)


@pytest.fixture
def embedded(address, monkeypatch):
    """The scratch database as if it were the embedded server's own."""
    monkeypatch.setattr(servers, "DATABASE", SCRATCH)
    monkeypatch.setattr(servers, "OWNER_ROLE", urlsplit(address).username)
    return address


def tables(address):
    with connected(address) as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]


def test_a_leftover_is_made_anew_once_under_whoever_is_connected(embedded):
    with connected(embedded) as somebody:
        was_migrated(somebody, "intake.0099_of_another_version")
        assert servers.make_database(os.environ["DATABASE_OWNER_URL"])
    assert tables(embedded) == []
    assert not servers.make_database(os.environ["DATABASE_OWNER_URL"])


def test_a_database_that_fits_is_kept(embedded):
    servers.make_database(os.environ["DATABASE_OWNER_URL"])
    with connected(embedded) as cursor:
        was_migrated(cursor, *leftovers.migration_files())
    assert not servers.make_database(os.environ["DATABASE_OWNER_URL"])
    assert tables(embedded) == ["django_migrations"]


@pytest.mark.parametrize("variable", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_a_leftover_on_a_given_server_is_refused_and_left_as_it_is(address, tmp_path, variable):
    with connected(address) as cursor:
        was_migrated(cursor, "intake.0099_of_another_version")
    starting = servers.running(tmp_path, given={variable: address})
    with pytest.raises(SystemExit, match=f"your {variable} was made by another version"):
        starting.__enter__()
    assert tables(address) == ["django_migrations"]


def test_a_given_database_that_fits_is_taken_as_it_is(address, tmp_path):
    with connected(address) as cursor:
        was_migrated(cursor, *leftovers.migration_files())
    given = {"DATABASE_OWNER_URL": address, "DATABASE_URL": "app", "REDIS_URL": "redis"}
    with servers.running(tmp_path, given=given) as running:
        assert running == servers.Servers(address, "app", "redis", made_anew=False)
    with connected(address) as cursor:
        assert leftovers._digests(cursor) is None


@pytest.fixture
def folder(monkeypatch):
    """Data of the embedded servers, where the user that PostgreSQL runs as may go."""
    for variable in ("DATABASE_OWNER_URL", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable)
    with TemporaryDirectory() as made:
        yield Path(made)


def test_a_command_is_told_of_a_leftover_and_gets_a_database_made_anew(folder, capfd):
    sql = "import os, psycopg2; db = psycopg2.connect(os.environ['DATABASE_OWNER_URL']); db.autocommit = True; "
    leave = sql + "db.cursor().execute('CREATE TABLE django_migrations AS SELECT %s app, %s name', ['intake', '0099'])"
    said = servers.MADE_ANEW.format(folder)
    assert servers.main([str(folder), sys.executable, "-c", leave]) == 0
    assert said not in capfd.readouterr().err
    assert servers.main([str(folder), sys.executable, "-c", leave]) == 0  # there is no such table again
    assert said in capfd.readouterr().err


def test_what_was_sent_and_run_is_forgotten_with_the_data_and_secrets_are_kept(tmp_path):
    for name in ("outbox.jsonl", "beat.dat", "beat.dir", "secret-key", "database-password"):
        (tmp_path / name).touch()
    demo.forget(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"secret-key", "database-password"}
