"""Rows that remember for whom a page opened them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from recovery.accounts.models import User


class Opened:
    """A row that a page found within somebody's reach: the same request does not ask again whether it is."""

    opened_for: UUID | None = None

    def was_opened_for(self, actor: User) -> bool:
        return self.opened_for is not None and self.opened_for == actor.pk
