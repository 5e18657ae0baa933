"""What may become of an assignment."""

from __future__ import annotations

from intake.screening.assignments.codes import AssignmentStatus
from recovery.core.states import StateMachine

_ENDS: dict[str, str] = {
    AssignmentStatus.DONE: "finish",
    AssignmentStatus.TAKEN_BACK: "take back",
    AssignmentStatus.EXPIRED: "expire",
}

ASSIGNMENT_STATES = StateMachine(
    name="Packet assignment",
    initial=AssignmentStatus.OPEN,
    moves={
        AssignmentStatus.OPEN: {
            AssignmentStatus.HANDED_OVER: "hand over the tablet",
            AssignmentStatus.SENT: "send the link",
            **_ENDS,
        },
        AssignmentStatus.HANDED_OVER: _ENDS,
        AssignmentStatus.SENT: _ENDS,
        AssignmentStatus.DONE: {},
        AssignmentStatus.TAKEN_BACK: {},
        AssignmentStatus.EXPIRED: {},
    },
)
