"""Time-ordered UUID keys: rows made together lie together in the index.  Source: RFC 9562, version 7."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

RANDOM, STEP = 74, 48  # bits beside the time, and bits of the step between two keys of one millisecond

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A version 7 UUID: 48 bits of Unix milliseconds, then 74 random bits.

    What one process makes within a millisecond sorts as it was made: the newest of two moves of one act is its second.
    """
    global _last
    milliseconds = time.time_ns() // 1_000_000
    with _lock:
        if _last >> RANDOM == milliseconds:
            _last += 1 + secrets.randbits(STEP)  # RFC 9562, 6.2, method 2
        else:
            _last = milliseconds << RANDOM | secrets.randbits(RANDOM - 1)  # the highest bit is room to count
        ordered = _last
    value = (ordered >> 62) << 64 | 0x2 << 62 | ordered & (1 << 62) - 1  # variant
    value = (value >> 76) << 80 | 0x7 << 76 | value & (1 << 76) - 1  # version
    return uuid.UUID(int=value)


def uuid_of(text: str) -> uuid.UUID | None:
    """The UUID a text from an address spells; None where it spells none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
