"""What the environment says, typed; a missing or wrong value stops the start with its name.

Every name is described in `.env.example`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environs import Env

BASE = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE / ".env", recurse=False)


@dataclass(frozen=True, slots=True)
class Sms:
    """The provider of text messages.  `dedupe_seconds` is how long it recognises a repeated key, 0 for never."""

    url: str
    token: str
    signing_secret: str
    dedupe_seconds: int


def sms() -> Sms:
    """The text-message provider as configured; an empty URL means that none is."""
    return Sms(
        url=env.str("SMS_API_URL", ""),
        token=env.str("SMS_API_TOKEN", ""),
        signing_secret=env.str("SMS_SIGNING_SECRET", ""),
        dedupe_seconds=env.int("SMS_DEDUPE_SECONDS", 0),
    )
