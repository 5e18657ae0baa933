"""The Celery application: carries "look now" ticks only; what is due is in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery.settings")

app = Celery("recovery")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "aftercare.checkins",
        "aftercare.reminders",
        "intake.redflags",
        "intake.referrals",
        "intake.screening.assignments",
        "recovery.core",
    ]
)
