"""What can stand in the way of a check-in; views turn each into a page or a form error."""

from __future__ import annotations

from aftercare.checkins.models import Acknowledgement, CheckInResponse


class CheckInClosed(Exception):
    """It was missed or cancelled, or is not open yet: it cannot be answered now."""


class AlreadyAnswered(Exception):
    """It was answered before; `response` is that answer."""

    def __init__(self, response: CheckInResponse) -> None:
        super().__init__("This check-in was answered before.")
        self.response = response


class ImpossibleAnswer(Exception):
    """An answer that the question does not offer; `names` are the questions at fault."""

    def __init__(self, *names: str) -> None:
        super().__init__("These questions have an answer that they do not offer: " + ", ".join(names))
        self.names = names


class AlreadyAcknowledged(Exception):
    """Somebody took note first; `acknowledgement` says who, when and what."""

    def __init__(self, acknowledgement: Acknowledgement) -> None:
        super().__init__("Somebody else acknowledged this meanwhile.")
        self.acknowledgement = acknowledgement
