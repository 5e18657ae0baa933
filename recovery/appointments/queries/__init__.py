"""Reading visits."""

from recovery.appointments.queries.visits import (
    appointments_today,
    for_calendar,
    open_appointment,
    timeline,
    to_record,
    upcoming,
)

__all__ = ["appointments_today", "for_calendar", "open_appointment", "timeline", "to_record", "upcoming"]
