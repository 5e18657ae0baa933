"""People, ways to reach them, episodes of care, merges; the running number of records."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import recovery.core.ids
import recovery.patients.models.opened


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),  # finding people by a name that is spelled another way
        # A sequence, so that two registrations never get one number.
        migrations.RunSQL("CREATE SEQUENCE patient_number START 20001", "DROP SEQUENCE patient_number"),
        migrations.CreateModel(
            name="Patient",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveIntegerField(editable=False, unique=True)),
                ("given_name", models.CharField(max_length=80)),
                ("family_name", models.CharField(max_length=80)),
                ("preferred_name", models.CharField(blank=True, max_length=80)),
                ("pronouns", models.CharField(blank=True, max_length=40)),
                ("birth_date", models.DateField()),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known"),
                            ("female", "Female"),
                            ("male", "Male"),
                            ("other", "Another"),
                        ],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=2),
                ),
                ("time_zone", models.CharField(max_length=40)),
                (
                    "allergy_status",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("none_known", "None known"),
                            ("known", "Known"),
                            ("unknown", "Does not know"),
                        ],
                        default="not_asked",
                        max_length=10,
                    ),
                ),
                ("allergies", models.CharField(blank=True, max_length=200)),
                ("submission_id", models.UUIDField(unique=True)),
                ("search_name", models.TextField(editable=False)),
                ("former_names", models.TextField(blank=True, default="", editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_records",
                        to="patients.patient",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patient",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            bases=(recovery.patients.models.opened.Opened, models.Model),
        ),
        migrations.CreateModel(
            name="EpisodeOfCare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("referred", "Referred"),
                            ("in_intake", "Intake"),
                            ("in_treatment", "Treatment"),
                            ("in_aftercare", "Aftercare"),
                            ("closed", "Closed"),
                        ],
                        default="referred",
                        max_length=12,
                    ),
                ),
                (
                    "referral_source",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("family", "Family or friend"),
                            ("professional", "A professional or agency"),
                            ("emergency", "Emergency department or hospital"),
                            ("court", "Court or probation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "level_of_care",
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
                ("opened_at", models.DateTimeField()),
                ("discharged_on", models.DateField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="episodes", to="patients.patient"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "episodes of care",
            },
            bases=(recovery.patients.models.opened.Opened, models.Model),
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "Text message"), ("email", "E-mail"), ("phone", "Phone call")], max_length=5
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("may_leave_message", models.BooleanField(default=False)),
                (
                    "message_how",
                    models.CharField(
                        blank=True,
                        choices=[("first_name", "Only a first name"), ("say_who", "May say who is calling")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=120)),
                ("time_zone", models.CharField(max_length=40)),
                ("allowed_from", models.TimeField()),
                ("allowed_until", models.TimeField()),
                ("consent_at", models.DateTimeField(null=True)),
                ("consent_withdrawn_at", models.DateTimeField(null=True)),
                ("active", models.BooleanField(default=True)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="patients.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PatientMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("moved", models.JSONField()),
                ("stayed", models.JSONField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "closed_episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_by_merges",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merged_by", to="patients.patient"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="patients.patient"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MergeUndone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "merge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undone", to="patients.patientmerge"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StageChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("from_stage", models.CharField(blank=True, max_length=12)),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("referred", "Referred"),
                            ("in_intake", "Intake"),
                            ("in_treatment", "Treatment"),
                            ("in_aftercare", "Aftercare"),
                            ("closed", "Closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_changes",
                        to="patients.episodeofcare",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CareTeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("leads", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_teams",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_team",
                        to="patients.episodeofcare",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("episode", "member"),
                        name="care_team_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("leads", True), ("until__isnull", True)),
                        fields=("episode",),
                        name="one_leads_care",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalledIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("subject_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="patients.episodeofcare"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "episode"], name="called_in_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_id", "member"), name="called_once_for_a_thing")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="patient",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_name"), name="gin_trgm_ops"),
                name="patient_name_trigrams",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(fields=["birth_date"], name="patient_birth_date"),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("allergy_status", "known"), ("allergies", ""), _connector="XOR"),
                name="allergies_named_when_known",
            ),
        ),
        migrations.AddIndex(
            model_name="episodeofcare",
            index=models.Index(fields=["stage", "opened_at"], name="episode_stage"),
        ),
        migrations.AddConstraint(
            model_name="episodeofcare",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "closed"), _negated=True), fields=("patient",), name="one_open_episode"
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeofcare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("stage", "closed")),
                    models.Q(models.Q(("stage", "closed"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="closed_when_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(fields=["address"], name="contact_address"),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.UniqueConstraint(fields=("patient", "channel", "address"), name="contact_point_once"),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("allowed_from__lt", models.F("allowed_until"))), name="contact_hours_ordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent_withdrawn_at__isnull", True),
                    ("consent_at__lte", models.F("consent_withdrawn_at")),
                    _connector="OR",
                ),
                name="consent_before_withdrawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("may_leave_message", True), ("message_how", ""), _connector="OR"),
                name="message_how_when_allowed",
            ),
        ),
        migrations.AddConstraint(
            model_name="patientmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="merge_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="patientmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("survivor", models.F("merged")), _negated=True), name="merge_of_two"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2071ea326bb6e138bbee596ba96083704ad0cb5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6a21b",
                    table="patients_patientmerge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="18c8bc754796170946029c2a8af2b5b037b3449e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3c5bd",
                    table="patients_patientmerge",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeundone",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="undoing_has_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergeundone",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="33b9b10477d8c173ec61ce0278c64f91b10fa904",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25641",
                    table="patients_mergeundone",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergeundone",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="547ae82a12ca3ec711ec28771f528d0764612544",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_aa1a8",
                    table="patients_mergeundone",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="stagechange",
            index=models.Index(fields=["episode", "at"], name="stage_change_episode"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0db99fb05f42004415f7c0199c2efbff1ee9700c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c13d5",
                    table="patients_stagechange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="4ecca901b500436ba6114e060284529303ba4cd3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_85295",
                    table="patients_stagechange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
