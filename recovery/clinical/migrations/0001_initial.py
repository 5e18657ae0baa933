"""The shared clinical record: red flags and diagnoses."""

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
            name="RedFlag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("rule_id", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=9)),
                ("escalation", models.CharField(blank=True, max_length=60)),
                ("message", models.TextField()),
                ("source", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("screening", "Answers to a screening"),
                            ("reading", "A withdrawal reading"),
                            ("history", "The history taken at registration"),
                            ("by_hand", "Seen by staff"),
                        ],
                        max_length=9,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("current_subject_id", models.UUIDField()),
                ("raised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("record_by", models.DateTimeField(null=True)),
                ("tell_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Nobody has it yet"), ("taken", "Somebody has it"), ("resolved", "Resolved")],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="red_flags",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RedFlagStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("again", "Found again"),
                            ("reminded", "Told again"),
                            ("escalated", "Told to the next"),
                            ("corrected", "The record that raised it was corrected"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safe", "Seen, and safe to go on"),
                            ("safety_plan", "Seen, a safety plan was made"),
                            ("observed", "Under constant observation"),
                            ("treated", "Treated here"),
                            ("transferred", "Went to an emergency department or with 911"),
                            ("not_reached", "Could not be reached; a welfare check was asked for"),
                            ("mistaken", "Recorded by mistake; the person was asked again"),
                        ],
                        max_length=11,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="clinical.redflag"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("icd10", models.CharField(max_length=8)),
                (
                    "rank",
                    models.CharField(
                        choices=[("principal", "Principal"), ("co_occurring", "Co-occurring")], max_length=12
                    ),
                ),
                (
                    "clinical_status",
                    models.CharField(
                        choices=[("active", "Active"), ("remission", "In remission"), ("resolved", "Resolved")],
                        max_length=9,
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("confirmed", "Confirmed"),
                            ("entered_in_error", "Entered in error"),
                        ],
                        max_length=16,
                    ),
                ),
                ("onset_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
                ("because", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                ("rule_id", models.CharField(blank=True, max_length=40)),
                ("assigned_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("change_reason", models.TextField(blank=True)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="clinical.condition",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["episode", "-assigned_at"], name="condition_episode")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "icd10__in",
                                [
                                    "A53.9",
                                    "B18.1",
                                    "B18.2",
                                    "B19.20",
                                    "B20",
                                    "F10.10",
                                    "F10.11",
                                    "F10.20",
                                    "F10.21",
                                    "F11.10",
                                    "F11.11",
                                    "F11.13",
                                    "F11.20",
                                    "F11.21",
                                    "F11.23",
                                    "F11.90",
                                    "F11.91",
                                    "F11.93",
                                    "F12.10",
                                    "F12.11",
                                    "F12.20",
                                    "F12.21",
                                    "F13.10",
                                    "F13.11",
                                    "F13.20",
                                    "F13.21",
                                    "F14.10",
                                    "F14.11",
                                    "F14.20",
                                    "F14.21",
                                    "F15.10",
                                    "F15.11",
                                    "F15.20",
                                    "F15.21",
                                    "F17.200",
                                    "F17.201",
                                    "F17.210",
                                    "F19.20",
                                    "F20.9",
                                    "F31.70",
                                    "F31.81",
                                    "F31.9",
                                    "F32.0",
                                    "F32.1",
                                    "F32.2",
                                    "F32.5",
                                    "F32.A",
                                    "F33.0",
                                    "F33.1",
                                    "F33.2",
                                    "F33.42",
                                    "F34.1",
                                    "F41.0",
                                    "F41.1",
                                    "F41.9",
                                    "F43.10",
                                    "F43.12",
                                    "F60.3",
                                    "F90.9",
                                    "G47.00",
                                    "G89.4",
                                    "I33.0",
                                    "K74.60",
                                    "L02.91",
                                    "O99.320",
                                    "Z21",
                                    "Z33.1",
                                    "Z59.00",
                                    "Z59.01",
                                ],
                            )
                        ),
                        name="condition_code_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("change_reason", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="condition_change_has_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="10fb6134ec9e2504d8f4bef38b51639543bcf0fc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dc900",
                    table="clinical_condition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="874812ca4fc1a3efad92b3c65db3096d186d5c6e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4f2a3",
                    table="clinical_condition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="redflag",
            index=models.Index(
                condition=models.Q(("tell_at__isnull", False)), fields=["tell_at"], name="red_flag_to_tell"
            ),
        ),
        migrations.AddIndex(
            model_name="redflag",
            index=models.Index(
                condition=models.Q(("status", "resolved"), _negated=True),
                fields=["due_at", "id"],
                name="red_flag_unresolved",
            ),
        ),
        migrations.AddIndex(
            model_name="redflag",
            index=models.Index(fields=["episode", "-raised_at"], name="red_flag_episode"),
        ),
        migrations.AddIndex(
            model_name="redflag",
            index=models.Index(fields=["current_subject_id"], name="red_flag_subject"),
        ),
        migrations.AddConstraint(
            model_name="redflag",
            constraint=models.UniqueConstraint(
                fields=("episode", "rule_id", "subject_id"), name="red_flag_raised_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="redflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["override", "hard_stop"])), name="red_flag_stands_in_the_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="redflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "taken", "resolved"])), name="red_flag_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="redflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "taken"), _negated=True), ("owner__isnull", False), _connector="OR"
                ),
                name="red_flag_taken_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="redflagstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "resolved")), fields=("flag",), name="red_flag_resolved_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="redflagstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "resolved"), _negated=True),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("note", ""), _negated=True),
                        ("by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="resolved_by_a_person_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="redflagstep",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", "taken"), _negated=True), ("by__isnull", False), _connector="OR"),
                name="taken_by_a_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redflagstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="df1077fc4f53cb9cb56e915ff285aec08200a83f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d810d",
                    table="clinical_redflagstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redflagstep",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="123bfc596ece04b22722086840cf622ac7d1277a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_66e64",
                    table="clinical_redflagstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
