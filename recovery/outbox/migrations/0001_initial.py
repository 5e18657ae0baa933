"""Messages: what is to be sent, what was tried, what came of it."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import recovery.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("patients", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("lease_token", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("provider_code", models.CharField(blank=True, max_length=60)),
                ("provider_message_id", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="OutboundMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("staff_address", models.CharField(blank=True, max_length=254)),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "Text message"), ("email", "E-mail"), ("phone", "Phone call")], max_length=5
                    ),
                ),
                ("template_code", models.CharField(max_length=40)),
                ("template_version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=2)),
                ("params", models.JSONField(default=dict)),
                ("dedupe_key", models.CharField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("claimed", "Taken by a worker"),
                            ("sending", "Being sent"),
                            ("sent", "Accepted by the provider"),
                            ("delivered", "Delivered"),
                            ("undelivered", "Not delivered"),
                            ("uncertain", "Uncertain"),
                            ("needs_review", "Needs review"),
                            ("suppressed", "Held back"),
                            ("expired", "Too late to send"),
                            ("dead", "Given up"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("priority", models.SmallIntegerField(default=5)),
                ("not_before", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("lease_token", models.UUIDField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("first_attempt_at", models.DateTimeField(null=True)),
                ("provider", models.CharField(blank=True, max_length=20)),
                ("provider_message_id", models.CharField(max_length=120, null=True)),
                ("last_code", models.CharField(blank=True, max_length=60)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProviderEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("provider", models.CharField(max_length=20)),
                ("provider_event_id", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=30)),
                ("attempt_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("processed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProviderState",
            fields=[
                ("provider", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("paused_until", models.DateTimeField(null=True)),
                ("consecutive_failures", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PumpHeartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("went_out", models.BooleanField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SecureLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "occurrence_purpose",
                    models.CharField(
                        choices=[
                            ("check_in", "Check-in"),
                            ("appointment", "Appointment"),
                            ("staff_alert", "Alert to staff"),
                            ("opt_out", "Confirmation of STOP"),
                            ("screening", "Questions to answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("check_in", "Check-in"),
                            ("appointment", "Appointment"),
                            ("staff_alert", "Alert to staff"),
                            ("opt_out", "Confirmation of STOP"),
                            ("screening", "Questions to answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("slot", models.CharField(max_length=20)),
                ("subject_version", models.PositiveIntegerField(default=1)),
                ("due_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("time_zone", models.CharField(max_length=40)),
                ("tzdata_version", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("cancelled", "Cancelled"), ("superseded", "Superseded")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OptOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("address_digest", models.CharField(max_length=64)),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "Text message"), ("email", "E-mail"), ("phone", "Phone call")], max_length=5
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("opted_in", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["address_digest", "channel", "-at"], name="opt_out_newest")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="optout",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6b897fb7ba1349c92824a8ce1c12c4f3675b529e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_14c2d",
                    table="outbox_optout",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="optout",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="05ecc9e0e96b1205eee33d9baf4b3ae51c439c48",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_03d60",
                    table="outbox_optout",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="outboundmessage",
            name="contact",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.contactpoint"
            ),
        ),
        migrations.AddField(
            model_name="outboundmessage",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="outbox.occurrence"
            ),
        ),
        migrations.AddField(
            model_name="deliveryattempt",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delivery_attempts",
                to="outbox.outboundmessage",
            ),
        ),
        migrations.AddConstraint(
            model_name="providerevent",
            constraint=models.UniqueConstraint(
                fields=("provider", "provider_event_id", "kind"), name="provider_event_once"
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="resolution", to="outbox.outboundmessage"
            ),
        ),
        migrations.AddField(
            model_name="securelink",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                fields=("purpose", "subject_id", "slot", "subject_version"), name="one_occurrence_a_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("due_at"))), name="occurrence_expires_after_due"
            ),
        ),
        migrations.AddIndex(
            model_name="outboundmessage",
            index=models.Index(
                condition=models.Q(("state", "pending")),
                fields=["priority", "not_before", "id"],
                name="message_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="outboundmessage",
            index=models.Index(
                condition=models.Q(("state__in", ["claimed", "sending"])), fields=["lease_until"], name="message_leased"
            ),
        ),
        migrations.AddIndex(
            model_name="outboundmessage",
            index=models.Index(
                condition=models.Q(("state", "uncertain")), fields=["updated_at"], name="message_uncertain"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboundmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "pending",
                            "claimed",
                            "sending",
                            "sent",
                            "delivered",
                            "undelivered",
                            "uncertain",
                            "needs_review",
                            "suppressed",
                            "expired",
                            "dead",
                        ],
                    )
                ),
                name="message_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboundmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contact__isnull", False), models.Q(("staff_address", ""), _negated=True), _connector="XOR"
                ),
                name="message_has_one_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboundmessage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_message_id__isnull", False)),
                fields=("provider", "provider_message_id"),
                name="provider_message_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outboundmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="lawful_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{pending:claimed,pending:suppressed,pending:expired,pending:sent,pending:delivered,pending:undelivered,claimed:sending,claimed:pending,claimed:suppressed,claimed:expired,claimed:sent,claimed:delivered,claimed:undelivered,sending:sent,sending:pending,sending:uncertain,sending:dead,sending:expired,sending:suppressed,sending:delivered,sending:undelivered,uncertain:sent,uncertain:delivered,uncertain:undelivered,uncertain:pending,uncertain:needs_review,needs_review:sent,needs_review:delivered,needs_review:undelivered,needs_review:dead,sent:delivered,sent:undelivered,undelivered:delivered,suppressed:sent,suppressed:delivered,suppressed:undelivered,expired:sent,expired:delivered,expired:undelivered,dead:sent,dead:delivered,dead:undelivered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="45fb97664ff53209aa6b4fc73de5386215e4d061",
                    operation="UPDATE",
                    pgid="pgtrigger_lawful_moves_e07f6",
                    table="outbox_outboundmessage",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryattempt",
            constraint=models.UniqueConstraint(fields=("message", "number"), name="attempt_number_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="939b193a5b2a272a57d7dca9a59bca152cef881b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_27e7e",
                    table="outbox_deliveryattempt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="ended_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c3de39bc595e3fef1af7c2d5f8f51d6d72dc381b",
                    operation="UPDATE",
                    pgid="pgtrigger_ended_once_e8509",
                    table="outbox_deliveryattempt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="begun_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."lease_token" IS DISTINCT FROM (NEW."lease_token") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="791d8e8e3d2997c4967f4738ddaa7d7a6486d7d9",
                    operation="UPDATE",
                    pgid="pgtrigger_begun_once_f3c8c",
                    table="outbox_deliveryattempt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="743ae1ba604454de87087127b687f99f9d5d7097",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_fb11b",
                    table="outbox_deliveryattempt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="resolved_with_note"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79e89dcca168a2e04186dbf7fddae4208a75ef56",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8ba31",
                    table="outbox_resolution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resolution",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="31cedbf013f31dc4855029de63a7f061f49bbb5f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_26e4b",
                    table="outbox_resolution",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="securelink",
            index=models.Index(fields=["subject_id"], name="link_subject"),
        ),
    ]
