"""What may become of a packet."""

from __future__ import annotations

from intake.screening.codes import PacketStatus
from recovery.core.states import StateMachine

PACKET_STATES = StateMachine(
    name="Screening packet",
    initial=PacketStatus.IN_PROGRESS,
    moves={PacketStatus.IN_PROGRESS: {PacketStatus.SUBMITTED: "submit"}, PacketStatus.SUBMITTED: {}},
)
