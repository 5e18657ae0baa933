"""Treatment plans, withdrawal management, naloxone."""

import django.core.validators
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
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("because", models.CharField(blank=True, max_length=240)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("rule_id", models.CharField(blank=True, max_length=40)),
                ("patient_words", models.TextField(blank=True)),
                ("statement", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CarePlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("plan_date", models.DateField()),
                (
                    "setting",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("remission_monitoring", "Remission monitoring"),
                            ("outpatient", "Outpatient"),
                            ("medically_managed_outpatient", "Medically managed outpatient"),
                            ("intensive_outpatient", "Intensive outpatient"),
                            ("medically_managed_iop", "Medically managed intensive outpatient"),
                            ("high_intensity_outpatient", "High-intensity outpatient"),
                            ("recovery_residence_plus_iop", "Recovery residence with intensive outpatient"),
                            ("residential_clinically_managed_high", "Residential, clinically managed"),
                            ("residential_medically_managed", "Residential, medically managed"),
                            ("hospital_inpatient", "Hospital inpatient"),
                        ],
                        max_length=36,
                    ),
                ),
                ("strengths", models.TextField(blank=True)),
                ("barriers", models.TextField(blank=True)),
                ("discharge_criteria", models.TextField(blank=True)),
                (
                    "moud_status",
                    models.CharField(
                        choices=[
                            ("not_discussed", "Not discussed yet"),
                            ("offered", "Offered, not decided"),
                            ("prescribed", "Prescribed"),
                            ("declined", "Declined"),
                        ],
                        default="not_discussed",
                        max_length=13,
                    ),
                ),
                ("moud_medicine", models.CharField(blank=True, max_length=120)),
                ("moud_reason", models.TextField(blank=True)),
                ("next_review_in_days", models.PositiveSmallIntegerField(null=True)),
                ("patient_signed_on", models.DateField(null=True)),
                ("signature_refusal_reason", models.TextField(blank=True)),
                ("removed_suggestions", models.JSONField(default=list)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_plan",
                        to="patients.episodeofcare",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("because", models.CharField(blank=True, max_length=240)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("rule_id", models.CharField(blank=True, max_length=40)),
                ("measure", models.CharField(blank=True, max_length=240)),
                ("baseline", models.CharField(blank=True, max_length=120)),
                ("target_value", models.CharField(blank=True, max_length=120)),
                ("target_date", models.DateField(null=True)),
                ("responsible", models.CharField(blank=True, max_length=120)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objectives", to="treatment.goal"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("because", models.CharField(blank=True, max_length=240)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("rule_id", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("withdrawal_management", "Withdrawal management"),
                            ("medication", "Medication"),
                            ("therapy", "Therapy"),
                            ("safety", "Safety"),
                            ("family", "Family and peers"),
                            ("nutrition_exercise", "Nutrition and exercise"),
                            ("aftercare", "Aftercare"),
                            ("other", "Other"),
                        ],
                        max_length=21,
                    ),
                ),
                ("description", models.CharField(max_length=240)),
                ("frequency", models.CharField(blank=True, max_length=80)),
                ("duration", models.CharField(blank=True, max_length=80)),
                ("provider", models.CharField(blank=True, max_length=120)),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interventions",
                        to="treatment.objective",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanRevision",
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
                ("findings", models.JSONField(default=list)),
                ("overrides", models.JSONField(default=list)),
                ("signed_at", models.DateTimeField()),
                ("review_due_on", models.DateField(null=True)),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="treatment.careplan"
                    ),
                ),
                (
                    "signed_by",
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
            name="Problem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("because", models.CharField(blank=True, max_length=240)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("rule_id", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=160)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="treatment.careplan"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="goal",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="treatment.problem"
            ),
        ),
        migrations.CreateModel(
            name="WithdrawalMonitoring",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("next_due_at", models.DateTimeField()),
                ("next_due_reason", models.CharField(blank=True, max_length=80)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal_monitorings",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WithdrawalReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("instrument", models.CharField(default="COWS", max_length=20)),
                ("instrument_version", models.CharField(max_length=20)),
                ("answers", models.JSONField()),
                ("result", models.JSONField()),
                ("total", models.PositiveSmallIntegerField()),
                ("band", models.CharField(max_length=24)),
                (
                    "heart_rate",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(20),
                            django.core.validators.MaxValueValidator(300),
                        ],
                    ),
                ),
                (
                    "systolic",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(40),
                            django.core.validators.MaxValueValidator(300),
                        ],
                    ),
                ),
                (
                    "diastolic",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(20),
                            django.core.validators.MaxValueValidator(200),
                        ],
                    ),
                ),
                (
                    "respiratory_rate",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(80),
                        ],
                    ),
                ),
                (
                    "spo2",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(30),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                ("temperature", models.DecimalField(decimal_places=1, max_digits=3, null=True)),
                ("danger_signs", models.JSONField(default=list)),
                ("buprenorphine_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                ("findings", models.JSONField(default=list)),
                ("observed_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "corrected_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "monitoring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="treatment.withdrawalmonitoring",
                    ),
                ),
                (
                    "observed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="treatment.withdrawalreading",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NaloxoneRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("dispensed", "Kit given"),
                            ("offered_declined", "Offered and declined"),
                            ("none", "No kit"),
                        ],
                        max_length=16,
                    ),
                ),
                ("expires_on", models.DateField(null=True)),
                ("used_since_last", models.BooleanField(default=False)),
                ("refusal_reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="naloxone_records",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["episode", "-recorded_at"], name="naloxone_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dispensed"), _negated=True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="kit_given_has_expiry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "offered_declined"), _negated=True),
                            models.Q(("refusal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="kit_declined_has_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="naloxonerecord",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5e2ffa470241befdb82d44c921099126243fcb94",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_31cf4",
                    table="treatment_naloxonerecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="naloxonerecord",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="9a128d97afddeb0aaf45b7a16a005587c8b1c762",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_fa40f",
                    table="treatment_naloxonerecord",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="planrevision",
            index=models.Index(fields=["review_due_on"], name="plan_review_due"),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="plan_revision_number"),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="plan_revision_from_one"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0306658f2a9e6f42577ceaa3eb17e3395e8e8f8c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7f84d",
                    table="treatment_planrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="45dad6f0e687c02ac184376adb7b9c0ead025019",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3a53a",
                    table="treatment_planrevision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="withdrawalmonitoring",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["next_due_at"], name="monitoring_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalmonitoring",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("episode",), name="one_withdrawal_monitoring"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalmonitoring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="monitoring_ended_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="withdrawalreading",
            index=models.Index(fields=["monitoring", "-observed_at"], name="reading_newest"),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("instrument", "COWS"),
                    ("instrument_version", "2003"),
                    models.Func(
                        models.F("answers"),
                        models.Value(
                            '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "pulse" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "heart_rate" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 20 && @.value <= 300))) || (@.key == "sweating" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "restlessness" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 3 || @.value == 5)))) || (@.key == "pupil" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 5)))) || (@.key == "aches" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "runny_nose" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "gi" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 5)))) || (@.key == "tremor" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "yawning" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "anxiety" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 4)))) || (@.key == "gooseflesh" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 3 || @.value == 5))))))))'
                        ),
                        function="jsonb_path_exists",
                        output_field=models.BooleanField(),
                    ),
                ),
                name="reading_answers_are_legal",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(condition=models.Q(("instrument", "COWS")), name="reading_is_cows"),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("total__gte", 0), ("total__lte", 48)), name="reading_total_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("heart_rate__isnull", True),
                        models.Q(("heart_rate__gte", 20), ("heart_rate__lte", 300)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("systolic__isnull", True),
                        models.Q(("systolic__gte", 40), ("systolic__lte", 300)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("diastolic__isnull", True),
                        models.Q(("diastolic__gte", 20), ("diastolic__lte", 200)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("respiratory_rate__isnull", True),
                        models.Q(("respiratory_rate__gte", 0), ("respiratory_rate__lte", 80)),
                        _connector="OR",
                    ),
                    models.Q(("spo2__isnull", True), models.Q(("spo2__gte", 30), ("spo2__lte", 100)), _connector="OR"),
                    models.Q(
                        ("temperature__isnull", True),
                        models.Q(("temperature__gte", 30), ("temperature__lte", 45)),
                        _connector="OR",
                    ),
                ),
                name="vital_signs_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("correction_reason", ""), _negated=True), _connector="XOR"
                ),
                name="reading_correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrected_by__isnull", True), ("supersedes__isnull", True)),
                    models.Q(("corrected_by__isnull", False), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="reading_corrected_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "danger_signs__contained_by",
                        [
                            "unresponsive",
                            "seizure",
                            "hallucinations_or_delirium",
                            "chest_pain_or_syncope",
                            "persistent_vomiting",
                            "sedated",
                        ],
                    )
                ),
                name="reading_danger_signs_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("buprenorphine_at__isnull", True),
                    ("buprenorphine_at__lte", models.F("observed_at")),
                    _connector="OR",
                ),
                name="reading_after_its_dose",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawalreading",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="567fb7b1f4ba9283d979864d679e270c982a9d65",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_10062",
                    table="treatment_withdrawalreading",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawalreading",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="a313399a44800cda10bc038013b366cde8c2f79a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_0f2f3",
                    table="treatment_withdrawalreading",
                    when="BEFORE",
                ),
            ),
        ),
    ]
