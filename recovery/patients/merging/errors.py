"""Why two records cannot be merged now, or a merge not taken back: each says what to do."""

from __future__ import annotations


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


class CannotUndo(Exception):
    """The merge cannot be taken back as things stand."""
