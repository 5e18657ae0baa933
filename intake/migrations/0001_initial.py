"""Referrals, registration, screening, assessment."""

import django.contrib.postgres.fields
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
        ("programs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("rule_version", models.CharField(default="1.0", editable=False, max_length=20)),
                ("d1", models.PositiveSmallIntegerField()),
                ("d2", models.PositiveSmallIntegerField()),
                ("d3", models.PositiveSmallIntegerField()),
                ("d4", models.PositiveSmallIntegerField()),
                ("d5", models.PositiveSmallIntegerField()),
                ("d6", models.JSONField(default=list)),
                ("rationales", models.JSONField(default=dict)),
                ("evidence", models.JSONField(default=list)),
                ("result", models.JSONField()),
                (
                    "suggested",
                    models.CharField(
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
                (
                    "chosen",
                    models.CharField(
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
                (
                    "lower_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person_chooses", "The person chooses it, knowing the risk"),
                            ("not_available", "The suggested level is not available in time"),
                            ("access", "It cannot be reached: transport, childcare, work, cost"),
                            ("support", "Support outside care makes it safe"),
                            ("medication_first", "Medication starts now and is expected to lower the risk"),
                            ("judgment", "Clinical judgment: the ratings do not show the whole"),
                        ],
                        max_length=16,
                    ),
                ),
                ("lower_note", models.TextField(blank=True)),
                ("external_level", models.CharField(blank=True, max_length=120)),
                ("assessed_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "assessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "recorded_by",
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
                        to="intake.assessment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdmissionDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("admit", "Admit"), ("wait", "Wait"), ("refer", "Refer elsewhere")], max_length=5
                    ),
                ),
                (
                    "level_of_care",
                    models.CharField(
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
                ("starts_on", models.DateField(null=True)),
                (
                    "lower_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person_chooses", "The person chooses it, knowing the risk"),
                            ("not_available", "The suggested level is not available in time"),
                            ("access", "It cannot be reached: transport, childcare, work, cost"),
                            ("support", "Support outside care makes it safe"),
                            ("medication_first", "Medication starts now and is expected to lower the risk"),
                            ("judgment", "Clinical judgment: the ratings do not show the whole"),
                        ],
                        max_length=16,
                    ),
                ),
                ("lower_note", models.TextField(blank=True)),
                ("wait_reasons", models.JSONField(default=list)),
                ("refer_to", models.CharField(blank=True, max_length=200)),
                ("refer_contact", models.CharField(blank=True, max_length=200)),
                (
                    "refer_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("level", "Needs a level of care that is not offered here"),
                            ("medical", "Needs hospital or medical care first"),
                            ("mental_health", "Needs mental health care first"),
                            ("closer", "Care nearer to home or family"),
                            ("person_chooses", "The person chooses another place"),
                            ("other", "Another reason"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "hand_off",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("together", "Called together with the person; they are expected"),
                            ("booked", "An appointment is booked"),
                            ("accompanied", "Taken there by staff or ambulance"),
                            ("sheet_only", "Nobody could be reached; the person has the sheet"),
                        ],
                        max_length=11,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("answered", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("change_reason", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admission_decisions",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to="programs.program",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="intake.admissiondecision",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="intake.assessment"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoryRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("section", models.CharField(max_length=20)),
                ("content", models.JSONField()),
                ("remarks", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history_revisions",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "recorded_by",
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
                        to="intake.historyrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                            ("screening_exam", "Screening exam"),
                            ("full_exam", "Full medical exam"),
                            ("psychosocial", "Initial psychosocial assessment"),
                            ("care_plan", "Care plan"),
                            ("serology", "Blood drawn for serology"),
                            ("no_serology", "No blood drawn: declined, or not clinically indicated"),
                            ("interim_start", "Interim treatment began"),
                            ("interim_plan", "Plan for what follows interim treatment"),
                            ("interim_end", "Interim treatment ended"),
                            ("drug_test", "Random drug test"),
                        ],
                        max_length=14,
                    ),
                ),
                ("done_on", models.DateField()),
                ("external", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("entered_in_error", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "recorded_by",
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
                        to="intake.milestone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PacketDefinition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("code", models.CharField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("content", models.JSONField()),
                ("reason", models.TextField()),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
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
            },
        ),
        migrations.CreateModel(
            name="PacketRetirement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("reason", models.TextField()),
                ("retired_at", models.DateTimeField()),
                (
                    "definition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retirement",
                        to="intake.packetdefinition",
                    ),
                ),
                (
                    "retired_by",
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
            name="Referral",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("triaged", "Triaged"),
                            ("waiting", "Waiting"),
                            ("converted", "Became a patient"),
                            ("declined", "Declined"),
                            ("referred_on", "Referred on"),
                            ("unreachable", "Not reached"),
                        ],
                        default="received",
                        max_length=11,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "Public page"),
                            ("phone", "Phone call"),
                            ("letter", "Letter, fax or message"),
                            ("door", "At the door"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "source",
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
                ("name", models.CharField(blank=True, max_length=80)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("may_say_why", models.BooleanField(default=False)),
                ("may_leave_message", models.BooleanField(default=False)),
                (
                    "best_time",
                    models.CharField(
                        choices=[
                            ("any", "Any time"),
                            ("morning", "Morning"),
                            ("afternoon", "Afternoon"),
                            ("evening", "Evening"),
                        ],
                        default="any",
                        max_length=9,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=2),
                ),
                ("organisation", models.CharField(blank=True, max_length=80)),
                ("role", models.CharField(blank=True, max_length=80)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("suicide", "Thoughts of suicide"),
                                ("overdose", "Overdose in the last 7 days"),
                                ("pregnant", "Pregnant"),
                                ("withdrawal", "In withdrawal now"),
                                ("injecting", "Injects drugs"),
                                ("other", "Something else that is urgent"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "At once"), (2, "Today"), (3, "Soon"), (4, "Routine")], default=4
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("call_due_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="patients.patient",
                    ),
                ),
                (
                    "taken_by",
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
            name="InterimServices",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "education",
                                    "Counseling on HIV and TB, shared needles, and how not to pass them on to partners and infants",
                                ),
                                ("hiv_tb", "Referral for HIV or TB treatment, where it is needed"),
                                ("fetus", "Counseling on what alcohol and drugs do to the unborn child"),
                                ("prenatal", "Referral for prenatal care"),
                                ("naloxone", "Naloxone kit"),
                                ("declined", "All were offered, and the person declined"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("where_to", models.CharField(blank=True, max_length=120)),
                ("given_at", models.DateTimeField()),
                (
                    "mistake",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_given", "They were not given after all"),
                            ("wrong_person", "Recorded for the wrong person"),
                            ("twice", "Recorded twice"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interim",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="intake.interimservices",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interim",
                        to="intake.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("text", "Text message"),
                            ("letter", "Letter"),
                            ("in_person", "In person"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("left_message", "Left a message"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("next_due_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="intake.referral"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received"),
                            ("triaged", "Triaged"),
                            ("waiting", "Waiting"),
                            ("converted", "Became a patient"),
                            ("declined", "Declined"),
                            ("referred_on", "Referred on"),
                            ("unreachable", "Not reached"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("triaged", "Triaged"),
                            ("waiting", "Waiting"),
                            ("converted", "Became a patient"),
                            ("declined", "Declined"),
                            ("referred_on", "Referred on"),
                            ("unreachable", "Not reached"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("suicide", "Thoughts of suicide"),
                                ("overdose", "Overdose in the last 7 days"),
                                ("pregnant", "Pregnant"),
                                ("withdrawal", "In withdrawal now"),
                                ("injecting", "Injects drugs"),
                                ("other", "Something else that is urgent"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "At once"), (2, "Today"), (3, "Soon"), (4, "Routine")]
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_wanted", "The person does not want care now"),
                            ("not_ours", "Needs care that we do not give"),
                            ("too_far", "Lives too far away"),
                            ("sooner", "Can be seen sooner elsewhere"),
                            ("in_care", "Is in care elsewhere"),
                            ("twice", "The same request came twice"),
                            ("not_real", "Not a request for care"),
                            ("no_answer", "Nobody answered our calls"),
                            ("admitted", "Begins care here"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("where_to", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="intake.referral"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("subject_id", models.UUIDField(unique=True)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="intake.referral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreeningPacket",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=40)),
                ("code_version", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("in_progress", "In progress"), ("submitted", "Submitted")],
                        default="in_progress",
                        max_length=11,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "definition",
                    models.ForeignObject(
                        from_fields=["code", "code_version"],
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packets",
                        to="intake.packetdefinition",
                        to_fields=["code", "version"],
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packets", to="patients.episodeofcare"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submitted_by",
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
            name="PacketAssignment",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("interview", "A staff member asks"),
                            ("tablet", "The person, on the office tablet"),
                            ("home", "The person at home, by a link"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=2),
                ),
                ("due_on", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("handed_over", "Tablet handed over"),
                            ("sent", "Link sent"),
                            ("done", "Done"),
                            ("taken_back", "Taken back"),
                            ("expired", "Expired"),
                        ],
                        default="open",
                        max_length=11,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "packet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="intake.screeningpacket",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InstrumentResponse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("instrument", models.CharField(max_length=20)),
                ("instrument_version", models.CharField(max_length=60)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=2),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("interview", "Interview by staff"),
                            ("self", "Answered by the person"),
                            ("proxy", "Answered for the person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answers", models.JSONField()),
                ("context", models.JSONField(default=dict)),
                ("result", models.JSONField()),
                ("status", models.CharField(max_length=12)),
                ("score", models.SmallIntegerField(null=True)),
                ("band", models.CharField(blank=True, max_length=24)),
                ("flags", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField()),
                ("submission_id", models.UUIDField(unique=True)),
                ("correction_reason", models.TextField(blank=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instrument_responses",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="intake.instrumentresponse",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="intake.packetassignment",
                    ),
                ),
                (
                    "packet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="intake.screeningpacket",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WaitingListEntry",
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
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("suicide", "Thoughts of suicide"),
                                ("overdose", "Overdose in the last 7 days"),
                                ("pregnant", "Pregnant"),
                                ("withdrawal", "In withdrawal now"),
                                ("injecting", "Injects drugs"),
                                ("other", "Something else that is urgent"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "At once"), (2, "Today"), (3, "Soon"), (4, "Routine")]
                    ),
                ),
                ("preference", models.PositiveSmallIntegerField(default=4)),
                ("since", models.DateTimeField()),
                ("requested_at", models.DateTimeField()),
                ("put_at", models.DateTimeField()),
                ("off_at", models.DateTimeField(null=True)),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_wanted", "The person does not want care now"),
                            ("not_ours", "Needs care that we do not give"),
                            ("too_far", "Lives too far away"),
                            ("sooner", "Can be seen sooner elsewhere"),
                            ("in_care", "Is in care elsewhere"),
                            ("twice", "The same request came twice"),
                            ("not_real", "Not a request for care"),
                            ("no_answer", "Nobody answered our calls"),
                            ("admitted", "Begins care here"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="patients.episodeofcare",
                    ),
                ),
                (
                    "off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="intake.referral",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["episode", "-assessed_at"], name="assessment_newest"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("d1__in", [0, 1, 2, 3, 4])), name="assessment_d1_rated"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("d2__in", [0, 1, 2, 3, 4])), name="assessment_d2_rated"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("d3__in", [0, 1, 2, 3, 4])), name="assessment_d3_rated"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("d4__in", [0, 1, 2, 3, 4])), name="assessment_d4_rated"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("d5__in", [0, 1, 2, 3, 4])), name="assessment_d5_rated"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "suggested__in",
                        [
                            "remission_monitoring",
                            "outpatient",
                            "medically_managed_outpatient",
                            "intensive_outpatient",
                            "medically_managed_iop",
                            "high_intensity_outpatient",
                            "recovery_residence_plus_iop",
                            "residential_clinically_managed_high",
                            "residential_medically_managed",
                            "hospital_inpatient",
                        ],
                    ),
                    (
                        "chosen__in",
                        [
                            "remission_monitoring",
                            "outpatient",
                            "medically_managed_outpatient",
                            "intensive_outpatient",
                            "medically_managed_iop",
                            "high_intensity_outpatient",
                            "recovery_residence_plus_iop",
                            "residential_clinically_managed_high",
                            "residential_medically_managed",
                            "hospital_inpatient",
                        ],
                    ),
                ),
                name="assessment_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("correction_reason", ""), _negated=True), _connector="XOR"
                ),
                name="assessment_correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lower_note", ""), ("lower_reason", "")),
                    models.Q(
                        models.Q(("lower_reason", ""), _negated=True), models.Q(("lower_note", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="assessment_lower_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ef3a376e9b414a86c6456d3e2b09713b5744e380",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dc144",
                    table="intake_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="3580904948923a3e19430f448642f602220b23fa",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bbf59",
                    table="intake_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="admissiondecision",
            index=models.Index(fields=["episode", "-decided_at"], name="decision_newest"),
        ),
        migrations.AddConstraint(
            model_name="admissiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "admit"), ("program__isnull", False), ("starts_on__isnull", False)),
                    models.Q(
                        models.Q(("outcome", "admit"), _negated=True),
                        ("program__isnull", True),
                        ("starts_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="admission_names_program_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="admissiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "refer"),
                    models.Q(("hand_off", ""), ("refer_reason", ""), ("refer_to", "")),
                    _connector="XOR",
                ),
                name="referral_names_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="admissiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "wait"), ("wait_reasons", []), _connector="XOR"),
                name="waiting_has_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="admissiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("change_reason", ""), _negated=True), _connector="XOR"
                ),
                name="decision_change_has_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admissiondecision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b3da2c3777e67c4a01ba7524b9ecc87e5f55cc67",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5f7fc",
                    table="intake_admissiondecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="admissiondecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="1b97ab16ec6694feb85ede7b4ee2e3d17e994dfc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_13739",
                    table="intake_admissiondecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="historyrevision",
            index=models.Index(fields=["episode", "section", "-recorded_at"], name="history_newest"),
        ),
        migrations.AddConstraint(
            model_name="historyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "section__in",
                        [
                            "allergies",
                            "coverage",
                            "identity",
                            "infections",
                            "medicines",
                            "overdoses",
                            "people",
                            "pregnancy",
                            "reach",
                            "social",
                            "strengths",
                            "substances",
                            "treatments",
                        ],
                    )
                ),
                name="history_of_known_section",
            ),
        ),
        migrations.AddConstraint(
            model_name="historyrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)),
                fields=("episode", "section"),
                name="one_first_telling",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="historyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b255c0410341731c17e8412ea92f9c9a323b741d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d5fd",
                    table="intake_historyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="historyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="916fd4df5b388d35e907e890c0435ddd7e4ef420",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_983b8",
                    table="intake_historyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["episode", "kind", "-done_on"], name="milestone_episode"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("correction_reason", ""), _negated=True), _connector="XOR"
                ),
                name="milestone_correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("external", False), ("kind", "screening_exam"), _connector="OR"),
                name="only_a_screening_exam_is_external",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="50344143416540307d4049bd8cc875c52099fb84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5273a",
                    table="intake_milestone",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="c4f0a95849a5f4379d848485f1adbae3a0b63a20",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_45d9b",
                    table="intake_milestone",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="packetdefinition",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="packet_version_once"),
        ),
        migrations.AddConstraint(
            model_name="packetdefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="packet_version_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="packetdefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("reason", ""), _negated=True), models.Q(("title", ""), _negated=True)),
                name="packet_version_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetdefinition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aee3eb751b158141dbb9dd04a40b60dbf03b4760",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4534a",
                    table="intake_packetdefinition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetdefinition",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="a0ffdac3f35935bcbd72a08f0454ff98e90e4e7f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_36c2c",
                    table="intake_packetdefinition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="packetretirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="packet_retired_for_a_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetretirement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c6a3a42da81bf2bf9b3efdf78aa7064e85a91fc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_449d7",
                    table="intake_packetretirement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packetretirement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="4e40c1c424e7eacde4e8626bc42e788a4c88d436",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_213da",
                    table="intake_packetretirement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("call_due_at__isnull", False)),
                fields=["priority", "call_due_at", "id"],
                name="referral_to_call",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["received_at", "id"], name="referral_open"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)), fields=["closed_at", "id"], name="referral_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["phone"], name="referral_phone"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reasons__contained_by", ["suicide", "overdose", "pregnant", "withdrawal", "injecting", "other"])
                ),
                name="referral_reasons_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state__in", ["received", "triaged", "waiting"])),
                    models.Q(
                        ("call_due_at__isnull", True),
                        ("closed_at__isnull", False),
                        ("state__in", ["converted", "declined", "referred_on", "unreachable"]),
                    ),
                    _connector="OR",
                ),
                name="referral_closed_when_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("about", ""),
                        ("forgotten_at__isnull", False),
                        ("name", ""),
                        ("organisation", ""),
                        ("phone", ""),
                        ("role", ""),
                    ),
                    models.Q(
                        ("forgotten_at__isnull", True),
                        models.Q(("name", ""), _negated=True),
                        models.Q(("phone", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_known_until_forgotten",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("episode__isnull", False), ("patient__isnull", False), ("state", "converted")),
                    models.Q(models.Q(("state", "converted"), _negated=True), ("episode__isnull", True)),
                    _connector="OR",
                ),
                name="referral_converted_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="interimservices",
            constraint=models.CheckConstraint(
                condition=models.Q(("referral__isnull", True), ("episode__isnull", True), _connector="XOR"),
                name="interim_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="interimservices",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("services__contained_by", ["education", "hiv_tb", "fetus", "prenatal", "naloxone", "declined"])
                ),
                name="interim_services_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="interimservices",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mistake", ""), ("supersedes__isnull", True), models.Q(("services", []), _negated=True)),
                    models.Q(models.Q(("mistake", ""), _negated=True), ("services", []), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="interim_given_or_taken_back",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interimservices",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a20a66373f264f5f36b0c978ca45c496f97ee3e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a1175",
                    table="intake_interimservices",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interimservices",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="6f7bda2fd0c331aea035b312a1a7632c346c7da7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_72982",
                    table="intake_interimservices",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="contactattempt",
            index=models.Index(fields=["referral", "at"], name="attempt_referral"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="aeb5a3aa0ee2dc3b7da95bdec2fb6217a1b42f46",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4c51e",
                    table="intake_contactattempt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactattempt",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="7d227965b0cc38d716d261f3c641e13c396bb9bb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_cdbd6",
                    table="intake_contactattempt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="referralmove",
            index=models.Index(fields=["referral", "at"], name="referral_move"),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reasons__contained_by", ["suicide", "overdose", "pregnant", "withdrawal", "injecting", "other"])
                ),
                name="move_reasons_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_state__in", ["declined", "referred_on", "unreachable"]), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="referral_closed_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_state", "referred_on"), _negated=True),
                    models.Q(("where_to", ""), _negated=True),
                    _connector="OR",
                ),
                name="referred_on_to_somewhere",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralmove",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d14eb68f58f19b7c4216876f67f3e31e43e848c9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a9b09",
                    table="intake_referralmove",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralmove",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="973ffe839db3540ff13fd0ef51c5efd06e856d5a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_cde02",
                    table="intake_referralmove",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referralnote",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="09007b2ecaa8323132262e9b9ab14ade457370c6",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_c819c",
                    table="intake_referralnote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningpacket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "in_progress")), fields=("episode", "code"), name="one_packet_in_progress"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningpacket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "in_progress"), ("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                    models.Q(("status", "submitted"), ("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="packet_submitted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="packetassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assignee__isnull", False), ("place", "interview")),
                    models.Q(("assignee__isnull", True), ("place__in", ["tablet", "home"])),
                    _connector="OR",
                ),
                name="assignment_names_who_asks",
            ),
        ),
        migrations.AddConstraint(
            model_name="packetassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["handed_over", "sent"]), _negated=True),
                    ("expires_at__isnull", False),
                    _connector="OR",
                ),
                name="assignment_with_person_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="packetassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "handed_over", "sent"]), ("ended_at__isnull", False), _connector="XOR"
                ),
                name="assignment_ended_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="packetassignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assignee__isnull", True), ("status__in", ["open", "handed_over", "sent"])),
                fields=("packet",),
                name="one_assignment_to_the_person",
            ),
        ),
        migrations.AddIndex(
            model_name="instrumentresponse",
            index=models.Index(fields=["episode", "instrument", "-answered_at"], name="response_newest"),
        ),
        migrations.AddConstraint(
            model_name="instrumentresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
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
                    models.Q(
                        ("instrument", "SOWS"),
                        ("instrument_version", "1987; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "10" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "11" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "12" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "13" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "14" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "15" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "16" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "DSM5_OUD"),
                        ("instrument_version", "5-TR own words 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "c1" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c2" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c3" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c4" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c5" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c6" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c7" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c8" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c9" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c10" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "c11" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "medically_supervised_only" && (@.value.type() == "null" || @.value.type() == "boolean"))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "OUD_REMISSION"),
                        ("instrument_version", "5-TR own words 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "past_severity" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "mild" || @.value == "moderate" || @.value == "severe")))) || (@.key == "months_without_criteria" && (@.value.type() == "null" || (@.value.type() == "number" && @.value >= 0 && @.value <= 1200))) || (@.key == "criteria_met_excluding_craving" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 10))) || (@.key == "on_maintenance_therapy" && (@.value.type() == "null" || @.value.type() == "boolean")) || (@.key == "controlled_environment" && (@.value.type() == "null" || @.value.type() == "boolean"))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "DAST10"),
                        ("instrument_version", "1982, item 3 “able to stop”; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "7" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "10" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "TAPS1"),
                        ("instrument_version", "2016; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "tobacco" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "never" || @.value == "less_than_monthly" || @.value == "monthly" || @.value == "weekly" || @.value == "daily")))) || (@.key == "alcohol_binge" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "never" || @.value == "less_than_monthly" || @.value == "monthly" || @.value == "weekly" || @.value == "daily")))) || (@.key == "illicit" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "never" || @.value == "less_than_monthly" || @.value == "monthly" || @.value == "weekly" || @.value == "daily")))) || (@.key == "rx_misuse" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "never" || @.value == "less_than_monthly" || @.value == "monthly" || @.value == "weekly" || @.value == "daily"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "TAPS2"),
                        ("instrument_version", "2016; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "asked" && (@.value.type() == "null" || (@.value.type() == "array" && !exists(@.value[*] ? (!(@.type() == "string" && (@ == "heroin" || @ == "rx_opioid" || @ == "alcohol" || @ == "cannabis" || @ == "stimulant" || @ == "sedative" || @ == "rx_stimulant" || @ == "tobacco"))))))) || (@.key == "heroin_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "heroin_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "heroin_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_opioid_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_opioid_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_opioid_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "alcohol_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "alcohol_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "alcohol_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "alcohol_q4" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "cannabis_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "cannabis_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "cannabis_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "stimulant_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "stimulant_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "stimulant_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "sedative_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "sedative_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "sedative_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_stimulant_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_stimulant_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "rx_stimulant_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "tobacco_q1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "tobacco_q2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "tobacco_q3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "AUDITC"),
                        ("instrument_version", "1998"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "PHQ9"),
                        ("instrument_version", "1999"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "7" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "difficulty" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "PHQ2"),
                        ("instrument_version", "2003"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "GAD7"),
                        ("instrument_version", "2006"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3)))) || (@.key == "7" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "PCPTSD5"),
                        ("instrument_version", "2015; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "exposure" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "MDQ"),
                        ("instrument_version", "2000 totals"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "symptom_yes_count" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 13))) || (@.key == "same_period" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "problem_level" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "none" || @.value == "minor" || @.value == "moderate" || @.value == "serious"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "RMS"),
                        ("instrument_version", "2021 totals"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "yes_count" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 6)))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "CSSRS"),
                        ("instrument_version", "Screen with triage points, recent"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "6a" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no"))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "BAM"),
                        ("instrument_version", "2013, item 9 as revised; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7a" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7b" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7c" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7d" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7e" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7f" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7g" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "10" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "11" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "12" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "13" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "14" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 4)))) || (@.key == "15" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "16" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "17" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "BAMIOP"),
                        ("instrument_version", "2013, item 9 as revised; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7a" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7b" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7c" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7d" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7e" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7f" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "7g" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "10" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "11" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "12" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "13" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "14" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 4)))) || (@.key == "15" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "16" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "17" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "BAMR"),
                        ("instrument_version", "2013, item 9 as revised; Spanish by this project 1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "1" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "2" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "3" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "4" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "5" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "6" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7a" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7b" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7c" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7d" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7e" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7f" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "7g" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "8" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "9" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "10" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "11" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "12" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "13" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "14" && (@.value.type() == "null" || (@.value.type() == "string" && (@.value == "yes" || @.value == "no")))) || (@.key == "15" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4)))) || (@.key == "16" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 30))) || (@.key == "17" && (@.value.type() == "null" || (@.value.type() == "number" && (@.value == 0 || @.value == 1 || @.value == 2 || @.value == 3 || @.value == 4))))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    models.Q(
                        ("instrument", "CRAVING"),
                        ("instrument_version", "1"),
                        models.Func(
                            models.F("answers"),
                            models.Value(
                                '$ ? (@.type() == "object" && !exists(@.keyvalue() ? (!((@.key == "nrs" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 10))) || (@.key == "vas_mm" && (@.value.type() == "null" || (@.value.type() == "number" && @.value.floor() == @.value && @.value >= 0 && @.value <= 100)))))))'
                            ),
                            function="jsonb_path_exists",
                            output_field=models.BooleanField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="answers_are_legal",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("correction_reason", ""), _negated=True), _connector="XOR"
                ),
                name="correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_by__isnull", False), ("assignment__isnull", False), _connector="OR"),
                name="response_recorded_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["complete", "prorated", "determinate"])), name="response_is_scored"
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentresponse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("packet__isnull", False), ("supersedes__isnull", True)),
                fields=("packet", "instrument"),
                name="one_response_in_a_packet",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrumentresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b8729eed56ccf1a42e790eb38cad28f1ec9c296d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cc0fa",
                    table="intake_instrumentresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="instrumentresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="51be33de4e3ca57d25b6f5564d37df4821840d79",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d16ca",
                    table="intake_instrumentresponse",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="waitinglistentry",
            index=models.Index(
                condition=models.Q(("off_at__isnull", True)),
                fields=["priority", "preference", "since", "id"],
                name="waiting_turns",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitinglistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reasons__contained_by", ["suicide", "overdose", "pregnant", "withdrawal", "injecting", "other"])
                ),
                name="waiting_reasons_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitinglistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("referral__isnull", True), ("episode__isnull", True), _connector="XOR"),
                name="waiting_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitinglistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("off_at__isnull", True), ("off_by__isnull", True), ("why", "")),
                    models.Q(
                        ("off_at__isnull", False), ("off_by__isnull", False), models.Q(("why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="off_the_list_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitinglistentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("off_at__isnull", True)), fields=("referral",), name="referral_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitinglistentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("off_at__isnull", True)), fields=("episode",), name="episode_waits_once"
            ),
        ),
    ]
