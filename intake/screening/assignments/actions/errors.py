"""What can stand in the way of giving a packet to somebody, and of the person answering it."""

from __future__ import annotations

from intake.screening.actions.errors import ScreeningError


class AlreadyAsking(ScreeningError):
    """The staff member has this packet already."""

    def __init__(self) -> None:
        super().__init__("This staff member has the packet already. Choose another one, or leave it as it is.")


class AlreadyWithPerson(ScreeningError):
    """The person has this packet already."""

    def __init__(self) -> None:
        super().__init__("The person has this packet already. Take it back first.")


class NoWayToSend(ScreeningError):
    """There is no address that messages may go to."""

    def __init__(self) -> None:
        super().__init__("There is no number or e-mail address with consent to messages. Add one, or use the tablet.")


class NothingToAnswer(ScreeningError):
    """The packet holds nothing that the person answers and that is still open."""

    def __init__(self) -> None:
        super().__init__("Nothing of this packet is left for the person to answer.")


class NotOpen(ScreeningError):
    """The assignment takes no answers: finished, taken back, expired or closed by wrong tries."""

    def __init__(self) -> None:
        super().__init__("These questions are closed.")


class WrongYear(ScreeningError):
    """The year of birth is not the person's; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__("That is not the year of birth we have.")
        self.left = left
