"""The stages of an episode of care, and the lawful moves between them."""

from __future__ import annotations

from recovery.core.states import StateMachine
from recovery.patients.codes import Stage

STAGES = StateMachine(
    name="Episode of care",
    initial=Stage.REFERRED,
    moves={
        Stage.REFERRED: {Stage.IN_INTAKE: "start intake", Stage.CLOSED: "close"},
        Stage.IN_INTAKE: {Stage.IN_TREATMENT: "admit, or sign the first plan", Stage.CLOSED: "close"},
        Stage.IN_TREATMENT: {Stage.IN_AFTERCARE: "move to aftercare", Stage.CLOSED: "close"},
        Stage.IN_AFTERCARE: {Stage.IN_TREATMENT: "resume treatment", Stage.CLOSED: "close"},
        Stage.CLOSED: {},
    },
)

OPEN_STAGES = [stage for stage in Stage.values if stage != Stage.CLOSED]

# A closed episode is opened again for one reason only: the merge that closed it was wrong.
REOPENING = StateMachine(
    name="Episode closed by a merge",
    initial=Stage.CLOSED,
    moves={
        Stage.CLOSED: {
            Stage.REFERRED: "undo the merge",
            Stage.IN_INTAKE: "undo the merge",
            Stage.IN_TREATMENT: "undo the merge",
            Stage.IN_AFTERCARE: "undo the merge",
        },
        Stage.REFERRED: {},
        Stage.IN_INTAKE: {},
        Stage.IN_TREATMENT: {},
        Stage.IN_AFTERCARE: {},
    },
)
