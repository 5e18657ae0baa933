"""What a provider is, what it is handed, and what may come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from recovery.outbox.texts import Text


class Result(StrEnum):
    """What is known after a try.  Only UNKNOWN may have gone out or not."""

    ACCEPTED = "accepted"
    RETRY = "retry"  # provably not accepted
    REFUSED = "refused"  # for good
    OPTED_OUT = "opted_out"  # the provider knows of a STOP that we do not
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One try's result; `retry_after` is in seconds and only with RETRY."""

    result: Result
    code: str = ""
    http_status: int | None = None
    provider_message_id: str = ""
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """What a provider is handed."""

    to: str = field(repr=False)
    text: Text = field(repr=False)
    stop_url: str = field(default="", repr=False)  # where an e-mail's reader says STOP


class Provider(Protocol):
    """Somebody who carries messages of one channel.

    `dedupe_ttl` is how many seconds the provider recognises a repeated key, 0 for never.
    """

    name: str
    channel: str
    dedupe_ttl: float

    def send(self, letter: Letter, *, key: UUID, callback_url: str) -> Outcome:
        """Hand one message over; `key` is the same at every try.  Never raises."""
        ...

    def look_up(self, key: UUID) -> bool | None:
        """Whether the provider holds a message with `key`; None when it cannot say."""
        ...
