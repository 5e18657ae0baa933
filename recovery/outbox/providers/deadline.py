"""A limit on the whole of a hand-over: a socket's own time-outs begin anew with each byte."""

from __future__ import annotations

import threading
from collections.abc import Callable

from recovery.outbox.providers.base import Outcome, Result


def within(seconds: float, hand_over: Callable[[], Outcome]) -> Outcome:
    """`hand_over`'s outcome, or UNKNOWN when it is not there in time or fails in a way nobody foresaw.

    The thread left behind holds nothing but its socket; whatever it learns is not believed any more.
    """
    answers: list[Outcome] = []

    def run() -> None:
        try:
            answers.append(hand_over())
        except Exception as error:  # what went wrong in between cannot tell whether the message went
            answers.append(Outcome(Result.UNKNOWN, code=type(error).__name__))

    thread = threading.Thread(target=run, daemon=True, name="hand-over")
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else Outcome(Result.UNKNOWN, code="deadline")
