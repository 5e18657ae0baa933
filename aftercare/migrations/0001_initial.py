"""Aftercare plans and check-ins."""

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
            name="AftercarePlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("medicine", models.CharField(blank=True, max_length=160)),
                ("medicine_how", models.CharField(blank=True, max_length=200)),
                ("supply_until", models.DateField(null=True)),
                ("safe_storage", models.CharField(blank=True, max_length=240)),
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aftercare_plan",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "written_by",
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
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("local_date", models.DateField()),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("scheduled", "Scheduled"),
                            ("answered", "Answered"),
                            ("missed", "Missed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="scheduled",
                        max_length=9,
                    ),
                ),
                ("answers_so_far", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="patients.episodeofcare",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckInResponse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answers", models.JSONField()),
                ("context", models.JSONField()),
                (
                    "level",
                    models.CharField(
                        choices=[("green", "Steady"), ("yellow", "Watch"), ("orange", "High"), ("red", "Urgent")],
                        max_length=6,
                    ),
                ),
                ("flags", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("craving", models.PositiveSmallIntegerField(null=True)),
                ("language", models.CharField(choices=[("en", "English"), ("es", "Español")], max_length=2)),
                ("by_link", models.BooleanField()),
                ("answered_at", models.DateTimeField()),
                ("respond_by", models.DateTimeField(null=True)),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "check_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="response", to="aftercare.checkin"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CheckInSchedule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField()),
                ("local_time", models.TimeField()),
                ("time_zone", models.CharField(max_length=40)),
                ("every_days", models.PositiveSmallIntegerField(null=True)),
                ("daily_until", models.DateField(null=True)),
                ("active", models.BooleanField(default=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_in_schedules",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="checkin",
            name="schedule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="check_ins",
                to="aftercare.checkinschedule",
            ),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=80)),
                ("when", models.CharField(max_length=80)),
                ("place", models.CharField(blank=True, max_length=160)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="aftercare.aftercareplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MissedCheckIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("in_a_row", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[("green", "Steady"), ("yellow", "Watch"), ("orange", "High"), ("red", "Urgent")],
                        max_length=6,
                    ),
                ),
                ("flags", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("respond_by", models.DateTimeField(null=True)),
                (
                    "check_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="missed", to="aftercare.checkin"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement",
                        to="aftercare.checkinresponse",
                    ),
                ),
                (
                    "missed",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement",
                        to="aftercare.missedcheckin",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=240)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reasons",
                        to="aftercare.aftercareplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=80)),
                ("relation", models.CharField(blank=True, max_length=80)),
                ("phone", models.CharField(max_length=20)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="aftercare.aftercareplan"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Trigger",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("happens", models.CharField(max_length=160)),
                ("response", models.CharField(max_length=240)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="triggers",
                        to="aftercare.aftercareplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AftercarePlanRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="aftercare.aftercareplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="aftercare_revision_number"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="aftercare_revision_from_one"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aftercareplanrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="04b448c2cba15fa68f3a3a0e6fefbd027e41ea4d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c0fd",
                    table="aftercare_aftercareplanrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aftercareplanrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="0cd6f303c3c373456969692c64c5e252f0d3ad52",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c1324",
                    table="aftercare_aftercareplanrevision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="checkinresponse",
            index=models.Index(fields=["level", "-answered_at"], name="check_in_level"),
        ),
        migrations.AddIndex(
            model_name="checkinresponse",
            index=models.Index(fields=["check_in", "-answered_at"], name="check_in_answered"),
        ),
        migrations.AddConstraint(
            model_name="checkinresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["green", "yellow", "orange", "red"])), name="check_in_level_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkinresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("craving__isnull", True), ("craving__lte", 10), _connector="OR"),
                name="craving_up_to_ten",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkinresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b86ecb2624b53dab749bc31727dab05b657ce0d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b0053",
                    table="aftercare_checkinresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="checkinresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="bab1bea7e5fcbd02280d011ac57f647f5127e768",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_94c71",
                    table="aftercare_checkinresponse",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="checkinschedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)), fields=("episode",), name="one_active_schedule"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkinschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every_days__isnull", True),
                    models.Q(("every_days__gte", 1), ("every_days__lte", 91)),
                    _connector="OR",
                ),
                name="schedule_interval_sane",
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(condition=models.Q(("status", "scheduled")), fields=["closes_at"], name="check_in_open"),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(
                condition=models.Q(("saved_at__isnull", False), ("status", "scheduled")),
                fields=["saved_at"],
                name="check_in_begun",
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(fields=["episode", "-local_date"], name="check_in_episode"),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("schedule__isnull", False), models.Q(("status", "cancelled"), _negated=True)),
                fields=("episode", "local_date"),
                name="one_check_in_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("schedule__isnull", True), ("status", "scheduled")),
                fields=("episode",),
                name="one_extra_check_in_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="check_in_closes_after_opening"
            ),
        ),
        migrations.AddConstraint(
            model_name="missedcheckin",
            constraint=models.CheckConstraint(condition=models.Q(("in_a_row__gte", 1)), name="missed_at_least_one"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="missedcheckin",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="47b974fd54c2390a7ad6e77cb2be5edcfc6f5ffb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d04d5",
                    table="aftercare_missedcheckin",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="missedcheckin",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="23805527b78922f9c03f94991ced1062f29c457e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e147f",
                    table="aftercare_missedcheckin",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="acknowledged_with_note"
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("response__isnull", True), ("missed__isnull", True), _connector="XOR"),
                name="acknowledges_one_thing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a28efa0df0987f29b9224dc0e944055638430dad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b485",
                    table="aftercare_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="f94cb75c37e0285f02ae65aacf4d74273d6662bb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bfede",
                    table="aftercare_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
