"""Booking, cancelling and recording visits; each keeps its reminder in step."""

from recovery.appointments.actions.visits import (
    InThePast,
    NotYetBegun,
    TimeTaken,
    book_appointment,
    cancel_appointment,
    record_appointment,
)

__all__ = ["InThePast", "NotYetBegun", "TimeTaken", "book_appointment", "cancel_appointment", "record_appointment"]
