"""What can stand in the way of keeping a section, each as something a page can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.registration.models import HistoryRevision
    from intake.registration.rules.legality import Problem
    from recovery.core.models import Draft


class RegistrationError(Exception):
    """Any of these."""


class ImpossibleAnswers(RegistrationError):
    """Answers that cannot be right; `problems` say which and why, remarks among them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


class Unconfirmed(ImpossibleAnswers):
    """Answers that look wrong and may be right: somebody has to say so."""


class StaleHistory(RegistrationError):
    """Somebody else answered this section first; `current` is theirs, None when only the person's record changed."""

    def __init__(self, current: HistoryRevision | None) -> None:
        super().__init__("Somebody else answered this while you were writing.")
        self.current = current


class NewerDraft(RegistrationError):
    """Newer answers are kept already, from another tab or device; `draft` holds them."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("Newer answers were saved in another tab. Open the page again to go on from them.")
        self.draft = draft


class EpisodeClosed(RegistrationError):
    """A closed episode takes no more answers."""

    def __init__(self) -> None:
        super().__init__("This episode of care is closed. Open a new one to ask again.")
