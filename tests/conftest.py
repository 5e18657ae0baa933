"""The ground every test stands on: a real database, made by its owner, used by the application's own role."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connections


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
