"""Records that never change: the database refuses, whoever asks, the owner of the tables too."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction

from recovery.core.models import ImmutableRecord

RECORDS = [model for model in apps.get_models() if issubclass(model, ImmutableRecord)]


def label(model):
    return model._meta.label


def triggers(model, alias="default"):
    """(name, what it fires on) of the row's and the statement's guards that are switched on."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            """SELECT tgname, tgtype FROM pg_trigger
                WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'""",
            [model._meta.db_table],
        )
        return {row[0]: row[1] for row in cursor.fetchall()}


def test_there_are_immutable_records():
    assert len(RECORDS) >= 8


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_the_guards_are_on_the_table(db, model):
    on = triggers(model)
    before, update, delete, truncate = 1 << 1, 1 << 4, 1 << 3, 1 << 5  # bits of pg_trigger.tgtype
    [rows] = [kind for trigger, kind in on.items() if trigger.startswith("pgtrigger_append_only")]
    [whole] = [kind for trigger, kind in on.items() if trigger.startswith("pgtrigger_no_truncate")]
    assert rows & before and rows & update and rows & delete  # noqa: PT018  one guard, read as one
    assert whole & before and whole & truncate  # noqa: PT018


@pytest.mark.parametrize("model", RECORDS, ids=label)
@pytest.mark.parametrize("act", ["UPDATE {table} SET id = id", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"])
def test_the_application_may_not_even_try(db, model, act):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table=model._meta.db_table))


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_the_owner_may_not_empty_the_table(transactional_ground, model):
    with pytest.raises(Exception, match="Cannot truncate rows"), connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_the_owner_may_not_change_or_delete_a_row(transactional_ground):
    from tests.cast import assemble

    assemble()
    for act in ("UPDATE {} SET created_at = created_at", "DELETE FROM {}"):
        for table in ("audit_auditevent", "patients_stagechange"):
            with (
                pytest.raises(Exception, match="Cannot update or delete rows"),
                connections["owner"].cursor() as cursor,
            ):
                cursor.execute(act.format(table))


def test_every_change_of_a_table_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
