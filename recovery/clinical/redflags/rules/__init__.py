"""Red flags as arithmetic: by when somebody must be there, who is told, and the rule for pregnancy.  Pure."""

from recovery.clinical.redflags.rules.urgency import (
    LASTING,
    ON_CALL_PRESCRIBER,
    PREG_01,
    RULES,
    SELF_01,
    again,
    due,
    first_told,
    in_withdrawal,
    is_red_flag,
    next_told,
    pregnancy_with_withdrawal,
    record_due,
)

__all__ = [
    "LASTING",
    "ON_CALL_PRESCRIBER",
    "PREG_01",
    "RULES",
    "SELF_01",
    "again",
    "due",
    "first_told",
    "in_withdrawal",
    "is_red_flag",
    "next_told",
    "pregnancy_with_withdrawal",
    "record_due",
]
