"""A staff member signs back in on a tablet: the lock opens, and the packet is theirs again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.timezone import now

from intake.screening.assignments import actions as assignments
from intake.screening.own import session
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may


@receiver(user_logged_in, dispatch_uid="unlock")
@transaction.atomic
def unlock(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """A patient who signs in stays locked: only staff take a tablet back."""
    if user.is_patient:
        return
    assignment = session.release(request)
    if assignment and may(user, Permission.SCREEN, assignment.packet.episode):
        assignments.take_back(assignment=assignment, by=user, at=now())
