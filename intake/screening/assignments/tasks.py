"""What runs by the clock: tablets and links whose time is over are closed."""

from __future__ import annotations

from celery import shared_task
from django.utils.timezone import now

from intake.screening.assignments import actions


@shared_task(name="assignments.expire")  # type: ignore[untyped-decorator]  # Celery has no types
def expire() -> None:
    """Close them."""
    actions.expire(at=now())
