"""One instrument about to be answered: what its page is filled with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.instruments import Instrument
from intake.screening.models import InstrumentResponse, Mode, ScreeningPacket
from intake.screening.packets import PacketItem
from intake.screening.progress import outcome
from intake.screening.times import clock
from recovery.core.models import Draft


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """One instrument of a packet about to be answered: the reader's draft, and what others have done."""

    packet: ScreeningPacket
    item: PacketItem
    instrument: Instrument
    recorded: InstrumentResponse | None
    draft: Draft | None
    others: tuple[str, ...]
    now: datetime

    @property
    def saved(self) -> str:
        return clock(self.draft.updated_at, now=self.now) if self.draft else ""

    @property
    def recorded_line(self) -> str:
        if self.recorded is None:
            return ""
        who, when = self.recorded.recorded_by.name, clock(self.recorded.recorded_at, now=self.now)
        return f"{who} submitted this at {when}: {outcome(self.recorded)}."

    @property
    def language(self) -> str:
        """What the draft was last shown in, else the person's own."""
        kept = self.draft.data.get("language") if self.draft else ""
        return str(kept or self.packet.episode.patient.language)

    @property
    def initial(self) -> dict[str, Any]:
        """What the form is filled with."""
        mode = Mode.SELF if self.item.self_report else Mode.INTERVIEW
        first: dict[str, Any] = {"mode": mode, "language": self.language}
        if self.draft:
            first |= {**self.draft.data, "seq": self.draft.seq, "submission_id": self.draft.submission_id}
        return first
