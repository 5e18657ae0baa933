"""A clinician takes note of a check-in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from aftercare.checkins.actions.errors import AlreadyAcknowledged
from aftercare.checkins.models import Acknowledgement, CheckIn, CheckInResponse, MissedCheckIn
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def acknowledge(
    *, judged: CheckInResponse | MissedCheckIn, note: str, submission_id: UUID, by: User, at: datetime
) -> Acknowledgement:
    """Keep who took note of a response or a missed check-in, and what they did.

    The same `submission_id` again returns what was made; raises AlreadyAcknowledged when somebody was first.
    """
    episode = judged.check_in.episode
    require(by, Permission.ACKNOWLEDGE_CHECK_IN, episode)
    once(submission_id)
    if existing := Acknowledgement.objects.filter(submission_id=submission_id).first():
        return existing
    CheckIn.objects.select_for_update().get(pk=judged.check_in_id)  # two clinicians queue here
    about = {"response" if isinstance(judged, CheckInResponse) else "missed": judged}
    if first := Acknowledgement.objects.filter(**about).select_related("by").first():
        raise AlreadyAcknowledged(first)
    made = Acknowledgement.objects.create(**about, note=note, by=by, at=at, submission_id=submission_id)
    audit.changed(made, by=by, at=at, patient_id=episode.patient_id)
    return made
