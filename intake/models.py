"""The tables of intake, each kept in its own room."""

from intake.screening.models import InstrumentResponse, ScreeningPacket

__all__ = ["InstrumentResponse", "ScreeningPacket"]
