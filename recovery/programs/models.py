"""Programs of the center that people are admitted to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from recovery.core.models import VersionedRecord


class ProgramQuerySet(models.QuerySet["Program"]):
    def active(self) -> ProgramQuerySet:
        return self.filter(active=True)


class Program(VersionedRecord):
    """A program of the center that people are admitted to.  `capacity` is shown; it never turns anybody away by itself."""

    name = models.CharField(max_length=120, unique=True)
    levels = models.JSONField(default=list)  # codes of LevelOfCare
    is_otp = models.BooleanField(default=False)  # an opioid treatment program, 42 CFR 8.12
    capacity = models.PositiveIntegerField(null=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="programs")  # told of an admission
    active = models.BooleanField(default=True)

    objects = ProgramQuerySet.as_manager()
