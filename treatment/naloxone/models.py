"""Naloxone given, declined or used: each telling of it is a row that never changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from recovery.core.models import ImmutableRecord
from treatment.naloxone.codes import KitStatus


class NaloxoneRecord(ImmutableRecord):
    """What stood with the person's naloxone at one moment; the newest row is the present."""

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="naloxone_records")
    status = models.CharField(max_length=16, choices=KitStatus)
    expires_on = models.DateField(null=True)
    used_since_last = models.BooleanField(default=False)
    refusal_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submission_id = models.UUIDField(unique=True)

    phi = frozenset({"episode", "status", "expires_on", "used_since_last", "refusal_reason"})

    class Meta(ImmutableRecord.Meta):
        indexes = [models.Index(fields=["episode", "-recorded_at"], name="naloxone_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=KitStatus.DISPENSED) | Q(expires_on__isnull=False), name="kit_given_has_expiry"
            ),
            models.CheckConstraint(
                condition=~Q(status=KitStatus.OFFERED_DECLINED) | ~Q(refusal_reason=""), name="kit_declined_has_reason"
            ),
        ]
