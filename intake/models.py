"""The tables of intake, each kept in its own room."""

from intake.redflags.models import RedFlag, RedFlagStep
from intake.screening.models import InstrumentResponse, ScreeningPacket

__all__ = ["InstrumentResponse", "RedFlag", "RedFlagStep", "ScreeningPacket"]
