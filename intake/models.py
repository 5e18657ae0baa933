"""The tables of intake, each kept in its own room."""

from intake.registration.models import HistoryRevision
from intake.screening.models import InstrumentResponse, ScreeningPacket

__all__ = ["HistoryRevision", "InstrumentResponse", "ScreeningPacket"]
