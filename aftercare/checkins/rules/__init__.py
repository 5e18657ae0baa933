"""CHECKIN: what a check-in says about risk, and who answers it how soon.  Source: clinical spec 5 and 1.15."""

from aftercare.checkins.rules.risk import (
    ANSWERS,
    CHECKINS_MISSED_ORANGE,
    CRAVING_HIGH,
    CRAVING_MODERATE,
    DAILY_AFTER,
    RESPONSES,
    RULES,
    evaluate,
)

__all__ = [
    "ANSWERS",
    "CHECKINS_MISSED_ORANGE",
    "CRAVING_HIGH",
    "CRAVING_MODERATE",
    "DAILY_AFTER",
    "RESPONSES",
    "RULES",
    "evaluate",
]
