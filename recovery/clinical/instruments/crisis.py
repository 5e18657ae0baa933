"""Answers after which a person is shown where help is, at once, before anything is scored or kept.

Source: clinical spec 1.7 (self-service: show 988 at once) and 1.11.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# instrument -> item -> the answers
CRISIS_ANSWERS: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "PHQ9": {"9": (1, 2, 3)},
    "CSSRS": dict.fromkeys(("1", "2", "3", "4", "5", "6", "6a"), ("yes",)),
}


def crisis_values(code: str, item_id: str) -> tuple[Any, ...]:
    """The answers to that question which show help at once; empty for most."""
    return CRISIS_ANSWERS.get(code, {}).get(item_id, ())


def tells_of_crisis(code: str, answers: Mapping[str, Any]) -> bool:
    """Whether any answer shows help at once, however incomplete the answers are."""
    return any(answers.get(item) in values for item, values in CRISIS_ANSWERS.get(code, {}).items())
