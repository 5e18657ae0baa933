"""What an instrument may begin with, because another one of the same packet has told it already.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery.clinical.instruments.taps2 import asked_after

Answers = Mapping[str, Any]


def prefill(code: str, answered: Mapping[str, Answers]) -> dict[str, Any]:
    """The answers instrument `code` begins with, from the answers of the packet by instrument code.

    TAPS-2 asks about the substances of the classes that TAPS-1 found positive.  Source: clinical spec 1.5.
    """
    if code != "TAPS2" or "TAPS1" not in answered:
        return {}
    return {"asked": asked_after(answered["TAPS1"])}
