"""What may become of a visit."""

from __future__ import annotations

from recovery.appointments.codes import AppointmentStatus
from recovery.core.states import StateMachine

APPOINTMENT_STATES = StateMachine(
    name="Appointment",
    initial=AppointmentStatus.BOOKED,
    moves={
        AppointmentStatus.BOOKED: {
            AppointmentStatus.FULFILLED: "record as held",
            AppointmentStatus.NO_SHOW: "record as missed",
            AppointmentStatus.CANCELLED: "cancel",
        },
        AppointmentStatus.FULFILLED: {},
        AppointmentStatus.NO_SHOW: {},
        AppointmentStatus.CANCELLED: {},
    },
)
