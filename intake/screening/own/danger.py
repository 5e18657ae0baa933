"""Answers after which 988 and 911 are shown before anything else happens.  Data only.

Source: clinical spec 0.3 and 1.15: thoughts of death in the PHQ-9, any yes in the C-SSRS.
"""

from __future__ import annotations

from collections.abc import Mapping

DANGER: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("PHQ9", "9"): ("1", "2", "3"),
    **{("CSSRS", item): ("yes",) for item in ("1", "2", "3", "4", "5", "6")},
}


def dangerous(code: str, item: str) -> tuple[str, ...]:
    """The answers to this question, as they are posted, that show the crisis numbers; empty for most."""
    return DANGER.get((code, item), ())
