"""The coded columns that several tables of this room share."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from intake.referrals.codes import Reason


def reasons_field() -> ArrayField[list[str], list[str]]:
    """Coded reasons for urgency; the codes are `Reason`."""
    return ArrayField(models.CharField(max_length=10, choices=Reason), default=list, blank=True)


def known_reasons() -> Q:
    """For a constraint: nothing stands in `reasons` but codes of ours."""
    return Q(reasons__contained_by=Reason.values)
