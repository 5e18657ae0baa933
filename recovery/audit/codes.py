"""What an event of the trail tells of."""

from __future__ import annotations

from django.db import models


class Action(models.TextChoices):
    CREATED = "created", "Created"
    CHANGED = "changed", "Changed"
    SIGNED = "signed", "Signed"
    DELETED = "deleted", "Deleted"
    READ = "read", "Read"
    SEARCHED = "searched", "Searched"
    OVERRODE = "overrode", "Overrode a rule"
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    SIGNED_OUT = "signed_out", "Signed out"
