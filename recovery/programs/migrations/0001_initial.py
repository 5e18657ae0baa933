"""Programs of the center."""

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
            name="Program",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=recovery.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, unique=True)),
                ("levels", models.JSONField(default=list)),
                ("is_otp", models.BooleanField(default=False)),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("active", models.BooleanField(default=True)),
                ("people", models.ManyToManyField(related_name="programs", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
