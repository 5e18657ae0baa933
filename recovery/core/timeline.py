"""The one shape in which every room tells the timeline what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the timeline may be filtered by."""

    CLINICAL = "clinical"
    MEDICINE = "medicine"
    CONTACT = "contact"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `title` in a few words, `text` in a sentence, who did it, where to read more.

    `icon` is a name from icons.svg; `tone` is "", "on", "warn" or "bad".
    """

    at: datetime
    title: str
    text: str = ""
    actor: str = ""
    icon: str = "file"
    tone: str = ""
    kind: Kind = Kind.CLINICAL
    url: str = ""

    @property
    def sentence(self) -> str:
        """The text and who did it, each closed with a full stop."""
        parts = [part if part.endswith((".", "?", "!")) else f"{part}." for part in (self.text, self.actor) if part]
        return " ".join(parts)
