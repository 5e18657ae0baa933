"""REGISTRATION: what the history asks for at once.  Pure: facts in, findings out."""

from intake.registration.rules.findings import (
    READS,
    RECENT_OVERDOSE,
    RULES,
    Facts,
    evaluate,
    facts_of,
    pregnant_in_withdrawal,
)

__all__ = ["READS", "RECENT_OVERDOSE", "RULES", "Facts", "evaluate", "facts_of", "pregnant_in_withdrawal"]
