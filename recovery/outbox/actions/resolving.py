"""A person takes up a message that reached nobody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.outbox.codes import MessageState
from recovery.outbox.models import OutboundMessage, Resolution
from recovery.outbox.states import MESSAGE_STATES

if TYPE_CHECKING:
    from recovery.accounts.models import User


class AlreadyResolved(Exception):
    """Somebody else took this message up first."""

    def __init__(self) -> None:
        super().__init__("Somebody else has already taken this message up.")


@transaction.atomic
def resolve(*, message: OutboundMessage, outcome: str, note: str, by: User, at: datetime) -> Resolution:
    """Say what became of a message that reached nobody: "sent" when it went after all, "dead" when it is let go.

    Said twice in the same words by the same person it is there once; raises AlreadyResolved when somebody else
    was first.
    """
    if outcome not in (MessageState.SENT, MessageState.DEAD):
        raise ValueError(f"A person says that a message was sent or is dead, not {outcome!r}.")
    patient = message.occurrence.patient
    require(by, Permission.RESOLVE_REMINDER, patient)
    message = OutboundMessage.objects.select_for_update(of=("self",)).select_related("occurrence").get(pk=message.pk)
    went_out = outcome == MessageState.SENT
    if before := Resolution.objects.filter(message=message).first():
        if (before.by_id, before.went_out, before.note) == (by.pk, went_out, note):
            return before
        raise AlreadyResolved
    resolution = Resolution.objects.create(message=message, went_out=went_out, note=note, by=by, at=at)
    if message.state == MessageState.NEEDS_REVIEW:
        MESSAGE_STATES.check(message.state, outcome)
        message.state = MessageState(outcome)
        message.save(update_fields=["state", "updated_at"])
    audit.changed(
        resolution, by=by, at=at, patient_id=message.occurrence.patient_id, detail={"went_out": resolution.went_out}
    )
    return resolution
