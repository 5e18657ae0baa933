"""A hint that a pump should look soon.  Only a hint: the message is in the database, and pumps come anyway."""

from __future__ import annotations

import threading

import structlog
from celery import current_app
from django.db import transaction

TASK = "outbox.pump"  # by its name: the task stands above the actions that hint
log = structlog.get_logger(__name__)
_in_flight = threading.Lock()  # one at a time: a second would say the same


def hurry() -> None:
    """Ask for a pump soon after the commit."""
    transaction.on_commit(_tick)


def _tick() -> None:
    """Publish beside the request: with Redis gone, its client tries for seconds, and nobody should wait for that."""
    if _in_flight.acquire(blocking=False):
        threading.Thread(target=_publish, daemon=True, name="pump-hint").start()


def _publish() -> None:
    try:
        current_app.send_task(TASK, retry=False, ignore_result=True)
    except Exception:  # Redis may be gone for hours
        log.info("hint_lost")
    finally:
        _in_flight.release()
