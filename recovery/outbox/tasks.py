"""The tick: look now.  It carries nothing, and any number of them at once do no harm."""

from __future__ import annotations

from celery import shared_task

from recovery.outbox.pump import delivery, hints


@shared_task(name=hints.TASK, ignore_result=True)  # type: ignore[untyped-decorator]  # Celery has no types
def pump() -> None:
    """Send what is due, unless enough pumps are at it."""
    delivery.pump_in_a_slot(driver="worker")
