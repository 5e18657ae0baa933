"""Reading reminders: what staff should look at, what the chart tells, and how the pump is."""

from recovery.outbox.queries.messages import (
    RECENT,
    SHOWN,
    Backlog,
    ToLookAt,
    backlog,
    needs_review,
    open_message,
    timeline,
    to_look_at,
    without_address,
)

__all__ = [
    "RECENT",
    "SHOWN",
    "Backlog",
    "ToLookAt",
    "backlog",
    "needs_review",
    "open_message",
    "timeline",
    "to_look_at",
    "without_address",
]
