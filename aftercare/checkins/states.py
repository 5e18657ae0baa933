"""What may become of a check-in."""

from __future__ import annotations

from aftercare.checkins.codes import CheckInStatus
from recovery.core.states import StateMachine

CHECK_IN_STATES = StateMachine(
    name="Check-in",
    initial=CheckInStatus.SCHEDULED,
    moves={
        CheckInStatus.SCHEDULED: {
            CheckInStatus.ANSWERED: "answer",
            CheckInStatus.MISSED: "let it close",
            CheckInStatus.CANCELLED: "cancel",
        },
        CheckInStatus.ANSWERED: {},
        CheckInStatus.MISSED: {},
        CheckInStatus.CANCELLED: {},
    },
)
