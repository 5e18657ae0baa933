"""The tables of aftercare, each kept in its own room."""

from aftercare.checkins.models import (
    Acknowledgement,
    CheckIn,
    CheckInResponse,
    CheckInSchedule,
    MissedCheckIn,
)
from aftercare.plans.models import (
    AftercarePlan,
    AftercarePlanRevision,
    Meeting,
    Reason,
    SupportPerson,
    Trigger,
)

__all__ = [
    "Acknowledgement",
    "AftercarePlan",
    "AftercarePlanRevision",
    "CheckIn",
    "CheckInResponse",
    "CheckInSchedule",
    "Meeting",
    "MissedCheckIn",
    "Reason",
    "SupportPerson",
    "Trigger",
]
