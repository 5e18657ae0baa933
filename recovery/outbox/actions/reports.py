"""What a provider tells us afterwards: each report is kept once, then applied; a state only ever rises."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Func, Value
from django.db.models.functions import Now

from recovery.core.ids import uuid7
from recovery.outbox.actions.opting_out import opt_in, opt_out
from recovery.outbox.codes import MessageState, Report
from recovery.outbox.models import DeliveryAttempt, OutboundMessage, ProviderEvent
from recovery.outbox.rules.replies import meaning
from recovery.patients.codes import Channel

# What stands below each report and is raised by it.
BELOW: dict[str, list[str]] = {
    Report.SENT: [
        MessageState.PENDING,
        MessageState.CLAIMED,
        MessageState.SENDING,
        MessageState.UNCERTAIN,
        MessageState.NEEDS_REVIEW,
        MessageState.SUPPRESSED,
        MessageState.EXPIRED,
        MessageState.DEAD,
    ]
}
BELOW[Report.UNDELIVERED] = [*BELOW[Report.SENT], MessageState.SENT]
BELOW[Report.DELIVERED] = [*BELOW[Report.UNDELIVERED], MessageState.UNDELIVERED]


@transaction.atomic
def keep(
    *, provider: str, event_id: str, kind: str, attempt_id: UUID | None, happened_at: datetime, at: datetime
) -> bool:
    """Keep one event; False when it was told before.  Two tellings at once wait for each other here."""
    made = ProviderEvent(
        id=uuid7(),
        provider=provider,
        provider_event_id=event_id,
        kind=kind,
        attempt_id=attempt_id,
        at=happened_at,
        received_at=at,
        processed_at=at,
    )
    ProviderEvent.objects.bulk_create([made], ignore_conflicts=True)
    return ProviderEvent.objects.filter(pk=made.pk).exists()


@transaction.atomic
def apply_report(*, report: Report, attempt_id: UUID | None, provider_message_id: str = "") -> bool:
    """Raise the message of `attempt_id` to what was reported; False when it stands as high already.

    This also repairs what is uncertain, for the attempt's id travels with the message.  A provider that lost it
    is understood by its own id of the message.
    """
    message_id = (
        DeliveryAttempt.objects.filter(pk=attempt_id).values_list("message_id", flat=True).first()
        if attempt_id
        else OutboundMessage.objects.filter(provider="sms", provider_message_id=provider_message_id or None)
        .values_list("pk", flat=True)
        .first()
    )
    if message_id is None:
        return False
    changes: dict[str, object] = {"state": report, "lease_token": None, "lease_until": None, "updated_at": Now()}
    if provider_message_id:
        changes["provider_message_id"] = Func(F("provider_message_id"), Value(provider_message_id), function="COALESCE")
    return bool(OutboundMessage.objects.filter(pk=message_id, state__in=BELOW[report]).update(**changes))


@transaction.atomic
def apply_reply(*, address: str, text: str, at: datetime) -> str:
    """Do what a person's answer to a text message says: returns "stop", "start" or "" for anything else."""
    said = meaning(text)
    if said == "stop":
        opt_out(address=address, channel=Channel.SMS, source="STOP", at=at)
    elif said == "start":
        opt_in(address=address, channel=Channel.SMS, source="START", at=at)
    return said
