"""The tables of aftercare, each kept in its own room."""

from aftercare.appointments.models import Appointment
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
from aftercare.reminders.models import (
    DeliveryAttempt,
    Occurrence,
    OptOut,
    OutboundMessage,
    ProviderEvent,
    ProviderState,
    PumpHeartbeat,
    Resolution,
    SecureLink,
)

__all__ = [
    "Acknowledgement",
    "AftercarePlan",
    "AftercarePlanRevision",
    "Appointment",
    "CheckIn",
    "CheckInResponse",
    "CheckInSchedule",
    "DeliveryAttempt",
    "Meeting",
    "MissedCheckIn",
    "Occurrence",
    "OptOut",
    "OutboundMessage",
    "ProviderEvent",
    "ProviderState",
    "PumpHeartbeat",
    "Reason",
    "Resolution",
    "SecureLink",
    "SupportPerson",
    "Trigger",
]
