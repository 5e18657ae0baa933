"""Giving a packet to somebody, handing over the tablet, sending the link, taking it back, finishing it."""

from intake.screening.assignments.actions.giving import (
    ROLES,
    assign,
    check_year,
    close_all,
    expire,
    finish,
    hand_over,
    require_answers,
    role_of,
    take_back,
)

__all__ = [
    "ROLES",
    "assign",
    "check_year",
    "close_all",
    "expire",
    "finish",
    "hand_over",
    "require_answers",
    "role_of",
    "take_back",
]
