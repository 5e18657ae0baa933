"""What can stand in the way of a write in screening, each as a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.screening.models import InstrumentResponse
    from recovery.clinical.instruments import Result
    from recovery.core.models import Draft


class ScreeningError(Exception):
    """Any of these."""


class IllegalAnswers(ScreeningError):
    """Answers that cannot be right; `items` are the ids of the items at fault."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__("These answers are not allowed or contradict each other: " + ", ".join(items))
        self.items = items


class IncompleteAnswers(ScreeningError):
    """Answers are missing and the result depends on them; `missing` are their ids, in order."""

    def __init__(self, missing: tuple[str, ...], result: Result) -> None:
        super().__init__("These items have no answer yet: " + ", ".join(missing))
        self.missing = missing
        self.result = result


class AlreadyRecorded(ScreeningError):
    """This packet holds an answer for this instrument; `response` is it."""

    def __init__(self, response: InstrumentResponse) -> None:
        super().__init__(f"{response.recorder} has already submitted this. Correct it instead.")
        self.response = response


class AlreadyCorrected(ScreeningError):
    """Somebody corrected this record first; `current` is their correction."""

    def __init__(self, current: InstrumentResponse) -> None:
        super().__init__(f"{current.recorder} has already corrected this. Correct the newer version.")
        self.current = current


class NewerDraft(ScreeningError):
    """Newer answers are kept already, from another tab or device; `draft` holds them."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("Newer answers were saved in another tab. Open the form again to go on from them.")
        self.draft = draft


class NotInPacket(ScreeningError):
    """The packet does not ask this instrument."""

    def __init__(self, code: str) -> None:
        super().__init__(f"This packet does not ask {code}.")


class NotOffered(ScreeningError):
    """The instrument belongs to a content pack that this center has not switched on."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is not offered here: its content pack is off. Ask an administrator.")


class PacketClosed(ScreeningError):
    """The packet or its episode takes no more answers."""


class PacketIncomplete(ScreeningError):
    """The packet cannot be submitted; `reasons` says why, one sentence each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class ReasonMissing(ScreeningError):
    """A correction needs a reason."""

    def __init__(self) -> None:
        super().__init__("Say why you correct it.")
