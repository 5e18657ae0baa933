"""A tick that asks the database which red flags nobody took.  Losing one, or running many at once, changes nothing."""

from celery import shared_task
from django.utils.timezone import now

from recovery.clinical.redflags import actions


@shared_task(name="redflags.escalate")  # type: ignore[untyped-decorator]  # Celery has no types
def escalate() -> None:
    """Tell the next people of red flags past their time."""
    actions.escalate(at=now())
