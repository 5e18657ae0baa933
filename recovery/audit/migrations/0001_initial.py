"""The audit trail: events, the heads of their chains, overrides.  The database itself numbers and hashes each event."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import recovery.core.ids

CHAINS = 64

FORWARD = f"""
CREATE FUNCTION audit_hash(e audit_auditevent) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        e.chain, e.position, e.previous_hash, e.id, e.actor_id, e.actor_role, e.action, e.resource, e.resource_id,
        e.patient_id, e.detail, e.request_id, extract(epoch FROM e.at), extract(epoch FROM e.created_at)
    )::text, 'UTF8')), 'hex')
$$;

-- Runs as the owner: the application's role may add events, but cannot touch the heads of the chains.
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head audit_auditchain%ROWTYPE;
BEGIN
    SELECT * INTO STRICT head FROM audit_auditchain WHERE chain = NEW.chain FOR UPDATE;
    NEW.position := head.position + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_auditchain SET position = NEW.position, hash = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_link BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_link();

INSERT INTO audit_auditchain (chain, position, hash) SELECT n, 0, '' FROM generate_series(0, {CHAINS - 1}) n;
"""

BACKWARD = """
DROP TRIGGER audit_link ON audit_auditevent;
DROP FUNCTION audit_link();
DROP FUNCTION audit_hash(audit_auditevent);
DELETE FROM audit_auditchain;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                ("chain", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("rule_id", models.CharField(max_length=20)),
                ("severity", models.CharField(max_length=10)),
                ("finding", models.JSONField()),
                ("reason", models.TextField()),
                ("resource", models.CharField(max_length=60)),
                ("resource_id", models.UUIDField()),
                ("patient_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("actor_role", models.CharField(max_length=20)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("signed", "Signed"),
                            ("deleted", "Deleted"),
                            ("read", "Read"),
                            ("searched", "Searched"),
                            ("overrode", "Overrode a rule"),
                            ("signed_in", "Signed in"),
                            ("sign_in_failed", "Failed to sign in"),
                            ("signed_out", "Signed out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("resource", models.CharField(max_length=60)),
                ("resource_id", models.UUIDField(null=True)),
                ("patient_id", models.UUIDField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("chain", models.PositiveSmallIntegerField()),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(blank=True, max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["patient_id", "-at"], name="audit_patient"),
                    models.Index(fields=["actor", "-at"], name="audit_actor"),
                    models.Index(fields=["-at", "-id"], name="audit_newest"),
                ],
                "constraints": [models.UniqueConstraint(fields=("chain", "position"), name="audit_chain_position")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0450288fcb55201b346da4e2d56d2293ba7aac03",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00dfa",
                    table="audit_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="2cc430a48998a278c618e303d9418c397ded71e7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c220f",
                    table="audit_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="override",
            index=models.Index(fields=["rule_id", "-at"], name="override_rule"),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="override_has_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="override",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1178db3129534b9b566849639840f846a5523b38",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1b9e4",
                    table="audit_override",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="override",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="56b4dc5deed837afb0c0045ddb6b051452270075",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_082ea",
                    table="audit_override",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
