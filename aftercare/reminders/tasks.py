"""The tick: look now.  It carries nothing, and any number of them at once do no harm."""

from __future__ import annotations

from celery import shared_task

from aftercare.reminders import pump as pumping


@shared_task(name="aftercare.reminders.tasks.pump", ignore_result=True)  # type: ignore[untyped-decorator]  # Celery has no types
def pump() -> None:
    """Send what is due, unless enough pumps are at it."""
    pumping.pump_in_a_slot(driver="worker")
