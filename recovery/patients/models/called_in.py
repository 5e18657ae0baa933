"""Who was called to a person that needs help now."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from recovery.core.models import Record


class CalledInQuerySet(models.QuerySet["CalledIn"]):
    def at_work(self, at: datetime) -> CalledInQuerySet:
        """Those whose call is not over, or was over only after `at`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at))


class CalledIn(Record):
    """Somebody was called to a person who needs help now, and reaches the record until the call is over.

    `subject_id` is what they were called for; whoever is on call at night need not be on anybody's team.
    """

    episode = models.ForeignKey("patients.EpisodeOfCare", on_delete=models.PROTECT, related_name="calls")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    phi = frozenset({"episode", "subject_id"})

    objects = CalledInQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "member"], name="called_once_for_a_thing")]
        indexes = [models.Index(fields=["member", "episode"], name="called_in_member")]
