"""What can stand in the way of composing and publishing a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.screening.packets.models import PacketDefinition
    from intake.screening.packets.rules.checks import Problem


class ComposingError(Exception):
    """Any of these."""


class NotPublishable(ComposingError):
    """The packet has faults; `problems` says which, each with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


class PublishedMeanwhile(ComposingError):
    """Somebody published a newer version since this draft was begun; `newest` is it."""

    def __init__(self, newest: PacketDefinition) -> None:
        super().__init__(
            f"{newest.publisher} published version {newest.version} while you were composing. "
            f"Yours is kept below. Compare, then publish again to make it version {newest.version + 1}."
        )
        self.newest = newest


class WhyMissing(ComposingError):
    """Publishing and retiring need a sentence on what changed and why."""

    def __init__(self) -> None:
        super().__init__("Say what changed, and why.")


class PacketNotOffered(ComposingError):
    """The packet is not offered: unknown, retired, or an older version."""

    def __init__(self) -> None:
        super().__init__("This packet is not offered any more. Choose another one.")


class NewerComposition(ComposingError):
    """Newer work on this packet is kept already, from another tab."""

    def __init__(self) -> None:
        super().__init__("Newer changes were saved in another tab. Open the packet again to go on from them.")
