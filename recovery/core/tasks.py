"""A tick that asks the database which drafts are old.  Losing one, or running many at once, changes nothing."""

from __future__ import annotations

from celery import shared_task
from django.utils.timezone import now

from recovery.core import drafts


@shared_task(name="drafts.purge")  # type: ignore[untyped-decorator]  # Celery has no types
def purge_drafts() -> None:
    """Delete drafts that nobody goes on with."""
    drafts.purge(at=now())
