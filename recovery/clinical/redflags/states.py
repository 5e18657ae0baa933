"""What may become of a red flag."""

from __future__ import annotations

from recovery.clinical.redflags.codes import FlagStatus
from recovery.core.states import StateMachine

RED_FLAG_STATES = StateMachine(
    name="Red flag",
    initial=FlagStatus.OPEN,
    moves={
        FlagStatus.OPEN: {FlagStatus.TAKEN: "say that one has it", FlagStatus.RESOLVED: "record what was done"},
        FlagStatus.TAKEN: {FlagStatus.TAKEN: "take over", FlagStatus.RESOLVED: "record what was done"},
        FlagStatus.RESOLVED: {},
    },
)
