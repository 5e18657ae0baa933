"""REGISTRATION: what the history asks for at once.  Pure: facts in, findings out."""

from intake.registration.rules.findings import (
    OVERDOSE_01,
    OVERDOSE_02,
    OVERDOSE_SOURCE,
    PREG_04,
    PREG_SOURCE,
    READS,
    RECENT_OVERDOSE,
    RULES,
    Facts,
    evaluate,
    facts_of,
    pregnant_in_withdrawal,
)

__all__ = [
    "OVERDOSE_01",
    "OVERDOSE_02",
    "OVERDOSE_SOURCE",
    "PREG_04",
    "PREG_SOURCE",
    "READS",
    "RECENT_OVERDOSE",
    "RULES",
    "Facts",
    "evaluate",
    "facts_of",
    "pregnant_in_withdrawal",
]
