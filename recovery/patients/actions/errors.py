"""What cannot be done with a person's record, each as something a page can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recovery.patients.models import EpisodeOfCare


class EpisodeAlreadyOpen(Exception):
    """The person already has an open episode of care; `episode` is that one."""

    def __init__(self, episode: EpisodeOfCare) -> None:
        super().__init__("This person already has an open episode of care.")
        self.episode = episode


class ContactKnown(Exception):
    """This way to reach the person is kept already."""


class EmailTaken(Exception):
    """Another account signs in with this e-mail address."""


class AccountGiven(Exception):
    """The person has an account already."""
