"""What cannot be done with a referral, each as a sentence that a page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.referrals.models.waiting_list import WaitingListEntry


class TooFewAttempts(Exception):
    """It is too early to stop calling."""

    def __init__(self, made: int, needed: int) -> None:
        super().__init__(
            f"{made} of {needed} calls without an answer are on record. Call again, or choose another reason."
        )


class AlreadyWaiting(Exception):
    """The referral or the episode has its place already; `entry` is that one."""

    def __init__(self, entry: WaitingListEntry) -> None:
        super().__init__("This person is on the waiting list already.")
        self.entry = entry


class NotOpen(Exception):
    """The referral ended; nobody is called for it."""

    def __init__(self) -> None:
        super().__init__("This referral is closed. Take it up again first.")


class NothingKept(Exception):
    """The name and number were deleted, so that nobody can be called."""

    def __init__(self) -> None:
        super().__init__("The name and number of this referral are no longer kept. Take in a new one.")


class NobodyChosen(Exception):
    """A referral becomes an episode only when the person is known."""

    def __init__(self) -> None:
        super().__init__("Choose or register the person first.")


class NotYet(Exception):
    """What is recorded as given was not given yet."""

    def __init__(self) -> None:
        super().__init__("Choose a time that is not in the future: record what was given, after it was given.")


class TakenBack(Exception):
    """Somebody has said already that the row does not stand."""

    def __init__(self) -> None:
        super().__init__("Somebody has taken this back already.")
