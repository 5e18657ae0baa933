"""What several questionnaires share in scoring: yes-or-no answers that count, and totals estimated from most answers."""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Instrument, Option

YES, NO = "yes", "no"
YES_COUNTS = (Option(YES, "Yes", "Sí", points=1), Option(NO, "No", "No", points=0))
NO_COUNTS = (Option(YES, "Yes", "Sí", points=0), Option(NO, "No", "No", points=1))


def total(instrument: Instrument, answers: Answers) -> int:
    """What the required answers count for together; the caller sees to what is missing."""
    held = ((item, answers.get(item.id)) for item in instrument.items if item.required)
    return sum(item.points(value) or 0 for item, value in held if value is not None)


def prorated(total: int, answered: int, items: int) -> int:
    """The total that `answered` of `items` suggest, rounded half up, in whole numbers throughout."""
    return (2 * total * items + answered) // (2 * answered)
