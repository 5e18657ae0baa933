"""Ticks that ask the database what is due.  Losing one, or running many at once, changes nothing."""

from celery import shared_task
from django.utils.timezone import now

from aftercare.checkins import actions


@shared_task(name="checkins.materialise")  # type: ignore[untyped-decorator]  # Celery has no types
def materialise() -> None:
    """Make the check-ins of the next 14 days."""
    actions.materialise(at=now())


@shared_task(name="checkins.close")  # type: ignore[untyped-decorator]  # Celery has no types
def close() -> None:
    """Settle the check-ins that are past their time."""
    actions.close(at=now())
