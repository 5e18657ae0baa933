"""One instrument about to be answered: what its page is filled with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from intake.screening.codes import Mode
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.definition import PacketItem
from intake.screening.queries.progress import outcome
from intake.screening.rules import answers as texts
from recovery.clinical.instruments import Instrument
from recovery.core.models import Draft
from recovery.core.times import clock


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
    persons: Draft | None = None  # what the person has answered so far, on a tablet or by a link
    told: dict[str, Any] = field(default_factory=dict)  # what other instruments of the packet say already

    @property
    def state(self) -> str:
        """What others have done here, as a short text: the page compares it to know whether it is out of date."""
        told = (str(self.recorded.pk) if self.recorded else "", *self.others)
        return sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def saved(self) -> str:
        return clock(self.draft.updated_at, now=self.now) if self.draft else ""

    @property
    def recorded_line(self) -> str:
        if self.recorded is None:
            return ""
        who, when = self.recorded.recorder, clock(self.recorded.recorded_at, now=self.now)
        return f"{who} submitted this at {when}: {outcome(self.recorded)}."

    @property
    def language(self) -> str:
        """What the draft was last shown in, else the person's own."""
        kept = self.draft.data.get("language") if self.draft else ""
        return str(kept or self.packet.episode.patient.language)

    @property
    def initial(self) -> dict[str, Any]:
        """What the form is filled with: the reader's draft, else what the person and other instruments have said."""
        mode = Mode.SELF if self.item.self_report else Mode.INTERVIEW
        first: dict[str, Any] = {"mode": mode, "language": self.language}
        if self.draft is None:
            known = {item.id for item in self.instrument.items}
            first |= texts.written(self.instrument, {key: value for key, value in self.told.items() if key in known})
            first |= self.persons.data if self.persons else {}
        if self.draft:
            first |= {**self.draft.data, "seq": self.draft.seq, "submission_id": self.draft.submission_id}
        return first
