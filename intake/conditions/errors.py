"""What can stand in the way of a diagnosis, each as a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.conditions.models import Condition


class ConditionError(Exception):
    """Any of these."""


class AlreadyAssigned(ConditionError):
    """This code stands already; `current` is that diagnosis."""

    def __init__(self, current: Condition) -> None:
        super().__init__("This diagnosis stands already. Change that one instead.")
        self.current = current


class PrincipalTaken(ConditionError):
    """An episode has one principal diagnosis; `current` is it."""

    def __init__(self, current: Condition) -> None:
        super().__init__(f"{current.icd10} is the principal diagnosis. Make that one co-occurring first.")
        self.current = current


class Contradiction(ConditionError):
    """Code and status do not go together."""


class AlreadyChanged(ConditionError):
    """Somebody changed this diagnosis first; `current` is what stands now."""

    def __init__(self, current: Condition) -> None:
        super().__init__(f"{current.assigned_by.name} has already changed this. Change the newer version.")
        self.current = current


class ReasonMissing(ConditionError):
    """A change needs a reason."""

    def __init__(self) -> None:
        super().__init__("Say why you change it.")


class EpisodeClosed(ConditionError):
    """A closed episode takes no more diagnoses."""

    def __init__(self) -> None:
        super().__init__("This episode of care is closed.")
