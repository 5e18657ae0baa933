"""Telling staff that something needs them, without saying what."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from recovery.audit import actions as audit
from recovery.outbox import texts
from recovery.outbox.codes import Purpose
from recovery.outbox.models import Occurrence, OutboundMessage
from recovery.outbox.pump import hints
from recovery.patients.codes import Channel

if TYPE_CHECKING:
    from recovery.accounts.models import User

ALERT_LASTS = timedelta(hours=24)  # an alert that did not reach anybody by then stands on the work list anyway


PRIORITY = 1  # before every reminder


@transaction.atomic
def alert_staff(*, subject_id: UUID, slot: str, to: User, at: datetime) -> Occurrence | None:
    """Write to a member of staff that something needs them, without saying what; None when they have no address.

    One e-mail a person for each (`subject_id`, `slot`), however often this is called.
    """
    if not to.email or not to.is_active:
        return None
    occurrence, _ = Occurrence.objects.get_or_create(
        purpose=Purpose.STAFF_ALERT,
        subject_id=subject_id,
        slot=slot,
        subject_version=1,
        defaults={
            "due_at": at,
            "expires_at": at + ALERT_LASTS,
            "time_zone": settings.CENTER_TIME_ZONE,
            "tzdata_version": version("tzdata"),
        },
    )
    _, made = OutboundMessage.objects.get_or_create(
        dedupe_key=f"{occurrence.pk}:{Channel.EMAIL}:{to.pk}",
        defaults={
            "occurrence": occurrence,
            "staff_address": to.email,
            "channel": Channel.EMAIL,
            "template_code": texts.STAFF_ALERT,
            "template_version": texts.VERSIONS[texts.STAFF_ALERT],
            "language": settings.LANGUAGE_CODE,
            "priority": PRIORITY,
            "not_before": at,
            "expires_at": at + ALERT_LASTS,
        },
    )
    if made:
        audit.changed(occurrence, by=None, at=at)
        hints.hurry()
    return occurrence
