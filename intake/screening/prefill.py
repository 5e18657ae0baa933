"""What one instrument tells another before it is asked, so that nothing is asked twice.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intake.instruments.taps2 import asked_after


def prefilled(code: str, answered: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Answers to fill the form of `code` with; `answered`: instrument code to answers given before in the packet.

    TAPS-2 asks about the substances of the classes that TAPS-1 found positive.
    """
    if code != "TAPS2" or "TAPS1" not in answered:
        return {}
    asked = asked_after(answered["TAPS1"])
    return {"asked": asked} if asked else {}
