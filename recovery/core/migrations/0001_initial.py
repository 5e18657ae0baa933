"""Drafts."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import recovery.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("form_code", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("base_version", models.PositiveIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("submission_id", models.UUIDField(default=recovery.core.ids.uuid7, unique=True)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["updated_at"], name="draft_updated")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("actor", "form_code", "subject_id"), name="one_draft_a_writer", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
