"""Why two records cannot be merged now, or a merge not taken back: each says what to do."""

from __future__ import annotations

from collections.abc import Iterable


class CannotMerge(Exception):
    """The two records cannot become one as they stand."""


class BothSignIn(CannotMerge):
    """Each record has a sign-in of its own."""

    def __init__(self) -> None:
        super().__init__(
            "Both records have a sign-in, and a person has one. End the one that the person does not use, then merge."
        )


class ChooseEpisode(CannotMerge):
    """Each record has an open episode of care."""

    def __init__(self) -> None:
        super().__init__("Both records have an open episode of care. Choose which one continues.")


class StillWriting(CannotMerge):
    """Somebody has begun a form in the episode that would be closed; `writers` are their names."""

    def __init__(self, writers: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(writers)}: something is begun and not saved in the episode of care that would be closed. "
            "Let them save it or throw it away first, or choose that this episode continues."
        )


class TooLong(CannotMerge):
    """What both records say does not fit into one; `what` names it in words."""

    def __init__(self, what: str, longest: int) -> None:
        super().__init__(f"Together, {what} are longer than {longest} characters. Shorten them in one record first.")


class CannotUndo(Exception):
    """The merge cannot be taken back as things stand."""
