"""The Celery application, and its timetable: ticks that say "look now".  What is due is in PostgreSQL."""

import os

from celery import Celery

from recovery.env import env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery.settings")

app = Celery("recovery")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "aftercare.checkins",
        "intake.referrals",
        "intake.screening.assignments",
        "recovery.clinical.redflags",
        "recovery.core",
        "recovery.outbox",
    ]
)
# A tick that is lost, late or doubled changes nothing; each task asks the database what is due.  Seconds.
app.conf.beat_schedule = {
    "pump": {"task": "outbox.pump", "schedule": env.float("PUMP_SECONDS", 10.0)},
    "materialise": {"task": "checkins.materialise", "schedule": env.float("MATERIALISE_SECONDS", 300.0)},
    "close": {"task": "checkins.close", "schedule": env.float("CLOSE_SECONDS", 60.0)},
    "escalate": {"task": "redflags.escalate", "schedule": env.float("ESCALATE_SECONDS", 30.0)},
    "forget": {"task": "referrals.forget", "schedule": 3600.0},
    "purge": {"task": "drafts.purge", "schedule": 3600.0},
    "expire": {"task": "assignments.expire", "schedule": env.float("EXPIRE_SECONDS", 300.0)},
}
