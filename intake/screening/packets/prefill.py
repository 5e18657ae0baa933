"""What an instrument may begin with, because another one of the same packet has told it already.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Answers = Mapping[str, Any]

# TAPS-2 asks about the substances that TAPS-1 found: each positive answer opens these.  Source: clinical spec 1.5.
TAPS2_SUBSTANCES: Mapping[str, tuple[str, ...]] = {
    "tobacco": ("tobacco",),
    "alcohol_binge": ("alcohol",),
    "illicit": ("heroin", "cannabis", "stimulant"),
    "rx_misuse": ("rx_opioid", "sedative", "rx_stimulant"),
}


def prefill(code: str, answered: Mapping[str, Answers]) -> dict[str, Any]:
    """The answers instrument `code` begins with, from the answers of the packet by instrument code."""
    if code != "TAPS2" or "TAPS1" not in answered:
        return {}
    positive = [key for key in TAPS2_SUBSTANCES if answered["TAPS1"].get(key) not in (None, "never")]
    return {"asked": [substance for key in positive for substance in TAPS2_SUBSTANCES[key]]}
