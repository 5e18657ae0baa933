"""Every write of the check-ins: `actions.set_schedule`, `actions.answer` and so on."""

from aftercare.checkins.actions.acknowledging import acknowledge
from aftercare.checkins.actions.answering import Reply, answer, begin, reply, save_answer
from aftercare.checkins.actions.closing import close
from aftercare.checkins.actions.planning import materialise
from aftercare.checkins.actions.scheduling import ask_daily, set_schedule

__all__ = [
    "Reply", "acknowledge", "answer", "ask_daily", "begin", "close", "materialise", "reply", "save_answer", "set_schedule",
]  # fmt: skip
