"""Every write of the check-ins: `actions.set_schedule`, `actions.answer` and so on."""

from .acknowledging import acknowledge
from .answering import Reply, answer, begin, reply, save_answer
from .closing import close
from .planning import materialise
from .scheduling import ask_daily, set_schedule

__all__ = [
    "Reply", "acknowledge", "answer", "ask_daily", "begin", "close", "materialise", "reply", "save_answer", "set_schedule",
]  # fmt: skip
