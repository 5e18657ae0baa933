"""The tables of intake, each kept in its own room."""

from intake.screening.assignments.models import PacketAssignment
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.models import PacketDefinition, PacketRetirement

__all__ = ["InstrumentResponse", "PacketAssignment", "PacketDefinition", "PacketRetirement", "ScreeningPacket"]
