"""Reading reminders: what staff should look at, what the chart tells, and how the pump is."""

from recovery.outbox.queries.messages import backlog, needs_review, open_message, timeline, to_look_at

__all__ = ["backlog", "needs_review", "open_message", "timeline", "to_look_at"]
