"""What can stand in the way of acting on a red flag; views show the sentence."""

from __future__ import annotations

from recovery.clinical.redflags.models import RedFlagStep


class AlreadyTaken(Exception):
    """Somebody else has it; `step` says who, and since when."""

    def __init__(self, step: RedFlagStep) -> None:
        super().__init__(f"{step.by} has it already.")
        self.step = step


class AlreadyResolved(Exception):
    """Somebody else recorded what was done; `step` says what."""

    def __init__(self, step: RedFlagStep) -> None:
        super().__init__(f"{step.by} has recorded what was done already.")
        self.step = step
