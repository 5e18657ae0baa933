"""Time-ordered UUID keys: rows made together lie together in the index.  Source: RFC 9562, version 7."""

from __future__ import annotations

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """A version 7 UUID: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76  # version
    value = value & ~(0x3 << 62) | 0x2 << 62  # variant
    return uuid.UUID(int=value)


def uuid_of(text: str) -> uuid.UUID | None:
    """The UUID a text from an address spells; None where it spells none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
