"""The audit trail is written with the act, chained, and cannot be altered by the application."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction

from recovery.accounts.models import User
from recovery.audit import actions as audit
from recovery.audit.models import AuditEvent
from recovery.audit.queries import broken_links
from tests.cast import NOW


def test_registering_a_person_leaves_a_trail(cast):
    created = AuditEvent.objects.filter(patient_id=cast.patient.pk, resource="patients.patient")
    assert [(event.action, event.actor) for event in created] == [("created", cast.intake)]


def test_every_link_of_an_untouched_trail_fits(cast):
    assert broken_links() == []
    call_command("verify_audit", verbosity=0)


@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET action = 'read'", "DELETE FROM audit_auditevent"])
def test_the_application_cannot_alter_the_trail(cast, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_application_cannot_touch_the_heads_of_the_chains(cast):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_auditchain SET hash = ''")


def test_the_application_connects_as_a_role_that_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_an_act_outside_a_transaction_is_refused(transactional_ground):
    with pytest.raises(RuntimeError, match="in a transaction"):
        audit.read("chart", by=User(), at=NOW)


def test_an_altered_event_breaks_its_chain(transactional_ground):
    from tests.cast import assemble

    assemble()
    event = AuditEvent.objects.order_by("chain", "position").first()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_auditevent SET action = 'read' WHERE id = %s", [event.pk])
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
    assert broken_links() == [(event.chain, event.position)]
