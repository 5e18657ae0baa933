"""The catcher's ledger: one JSON line for each message it accepted, written before it answers."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Caught:
    """One accepted message.  `key` is the sender's own id of it, the same at every try."""

    at: str
    channel: str
    to: str
    subject: str
    text: str
    key: str
    id: str
    callback: str = ""

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is a link."""
        found: list[tuple[str, bool]] = []
        end = 0
        for link in _LINK.finditer(self.text):
            found += [(self.text[end : link.start()], False), (link.group(), True)]
            end = link.end()
        return [piece for piece in [*found, (self.text[end:], False)] if piece[0]]


class Ledger:
    """An append-only file of accepted messages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def write(self, caught: Mapping[str, Any]) -> None:
        """Add one message; it is in the file when this returns."""
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(caught) + "\n")

    def read(self) -> list[Caught]:
        """All messages, the oldest first; none when there is no file yet."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [Caught(**json.loads(line)) for line in lines if line]
