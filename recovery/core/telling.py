"""How a room that lies below the outbox has somebody told of something.

Whoever sends messages connects to these signals when the program starts; both are sent inside the transaction of
the act they tell of, so that the act and its message stand or fall together.  Neither carries a word of what it is
about: a message says only that there is something to look at.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import Signal

staff_to_tell = Signal()  # subject_id, slot, to, at
patient_to_tell = Signal()  # purpose, subject_id, slot, patient, expires_at, at
called_off = Signal()  # purpose, subject_id, at


class NobodyListens(Exception):
    """No outbox is connected, so that a message would be lost without a word."""


def tell_staff(*, subject_id: UUID, slot: str, to: Any, at: datetime) -> None:
    """Have `to`, a User, told that something needs them; the same (`subject_id`, `slot`, `to`) again tells nobody twice.

    `slot` is a short word for what of the subject it is about, at most 20 characters.  Raises NobodyListens.
    """
    _send(staff_to_tell, subject_id=subject_id, slot=slot, to=to, at=at)


def tell_patient(
    *, purpose: str, subject_id: UUID, slot: str, patient: Any, expires_at: datetime, at: datetime
) -> None:
    """Send `patient` a neutral message with a link to `subject_id` that works until `expires_at`.

    `purpose` is one that the outbox knows.  Raises NobodyListens.
    """
    _send(
        patient_to_tell,
        purpose=purpose,
        subject_id=subject_id,
        slot=slot,
        patient=patient,
        expires_at=expires_at,
        at=at,
    )


def call_off(*, purpose: str, subject_id: UUID, at: datetime) -> None:
    """Hold back what has not left yet of what a patient was to be told of `subject_id`, and close its links.

    Raises NobodyListens.
    """
    _send(called_off, purpose=purpose, subject_id=subject_id, at=at)


def _send(signal: Signal, **given: Any) -> None:
    if not signal.send(sender=None, **given):
        raise NobodyListens
