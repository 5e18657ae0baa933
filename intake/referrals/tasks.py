"""A tick that asks the database what is old.  Losing one, or running many at once, changes nothing."""

from celery import shared_task
from django.utils.timezone import now

from intake.referrals import actions


@shared_task(name="referrals.forget")  # type: ignore[untyped-decorator]  # Celery has no types
def forget() -> None:
    """Delete names and numbers that are kept no longer."""
    actions.forget(at=now())
