"""What can stand in the way of a write here, each as a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.assessment.models import Assessment, Milestone


class AssessmentError(Exception):
    """Any of these."""


class NotInCare(AssessmentError):
    """The episode's stage does not allow it."""


class IllegalRatings(AssessmentError):
    """Ratings that are missing or cannot be right; `names` are d1 to d6."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__("Rate each dimension from 0 to 4: " + ", ".join(names))
        self.names = names


class LowerNeedsReason(AssessmentError):
    """A lower level than the one suggested was chosen without a reason; `lacks` is what it has less of."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        super().__init__(
            f"This level has less {' and less '.join(lacks)} than the one suggested. Say why it is chosen."
        )
        self.lacks = lacks


class AlreadyCorrected(AssessmentError):
    """Somebody corrected this first; `current` is what stands now."""

    def __init__(self, current: Assessment | Milestone) -> None:
        super().__init__(f"{current.recorded_by.name} has already corrected this. Correct the newer version.")
        self.current = current


class ReasonMissing(AssessmentError):
    """A correction or a change needs a reason."""

    def __init__(self) -> None:
        super().__init__("Say why you change it.")


class AssessFirst(AssessmentError):
    """Nobody decides on admission before an assessment."""

    def __init__(self) -> None:
        super().__init__("Assess the person first: a decision rests on an assessment.")


class Unanswered(AssessmentError):
    """Findings that cannot wait have no word on what was done; `rules` are their ids."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__("Write what was done about each finding that cannot wait before the person waits or leaves.")
        self.rules = rules


class NothingToGoPast(AssessmentError):
    """The clock says nothing now that needs a reason."""

    def __init__(self) -> None:
        super().__init__("This finding is gone: something was recorded meanwhile. Nothing was kept.")


class NewerAssessment(AssessmentError):
    """Somebody assessed the person while the decision was being written."""

    def __init__(self) -> None:
        super().__init__(
            "A newer assessment was made while you were writing. It stands beside the form now: read it, then decide."
        )


class WrongProgram(AssessmentError):
    """The program takes nobody now, or does not offer the level."""


class WrongDay(AssessmentError):
    """A day that cannot be."""
