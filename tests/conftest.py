"""The ground every test stands on: a real database, made by its owner, used by the application's own role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from tests.clock import NOW, REAL, standing


def pytest_configure(config):
    # In-process pages link plain names; journeys run the collected, hashed files for real.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """Make the test database as the owner; the application connects to it as the role that owns nothing."""
    with django_db_blocker.unblock():
        owner = connections["owner"]
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        call_command("provision_database", database="owner", verbosity=0)
        default = connections["default"]
        default.close()
        default.settings_dict["NAME"] = owner.settings_dict["NAME"]
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
        owner.creation.destroy_test_db("recovery", verbosity=0)


@pytest.fixture(autouse=True)
def clock(request):
    """The clock of every test in this process: it stands at NOW until the test moves it.  See tests/clock.py."""
    if request.node.get_closest_marker(REAL):
        yield None
        return
    with standing(NOW) as clock:
        yield clock


@pytest.fixture(autouse=True)
def roster_of_this_test(monkeypatch):
    """What a page knows of the roster does not outlive the test that wrote it, and no count of queries hangs on the minute."""
    from recovery.accounts.on_call import queries

    monkeypatch.setattr(queries, "KEPT", timedelta(days=1))
    queries.look_again()


@pytest.fixture
def cast(db, clock):
    """The fixed cast, fresh for this test: made through the actions once, then written again as it was written then."""
    assert clock is not None, "The fixed cast lives at NOW; a test under the real clock assembles its own."
    from tests.casting import players

    return players()


@pytest.fixture
def transactional_ground(django_db_setup, django_db_blocker):
    """Real commits, seen by other connections and processes; everything is emptied afterwards, by the owner."""
    with django_db_blocker.unblock():
        yield
        empty_every_table()


def empty_every_table() -> None:
    """Empty all tables of the application.  Only the owner can: it switches the append-only triggers off to do it.

    What every `migrate` installs is there again afterwards.
    """
    from intake.screening.packets.actions import install_built_in

    for alias in connections:
        connections[alias].close()
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    kept = {"django_content_type", "audit_auditchain"}
    names = [f'"{table}"' for table in dict.fromkeys(tables) if table not in kept]
    with connections["owner"].cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(names)}")
        for name in names:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        cursor.execute("UPDATE audit_auditchain SET position = 0, hash = ''")
    install_built_in(at=timezone.now())
