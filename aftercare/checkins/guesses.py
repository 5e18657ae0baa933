"""How many unknown links one address may try.  The count lies in PostgreSQL, shared by all processes.

A link that is right always opens: people who share an address (a shelter's wireless, a clinic's) must not be locked
out by somebody else's mistyped links, and 256 random bits are not found by trying.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from recovery.core.network import client_address

BAD_TOKENS_A_MINUTE = 5  # per address; reliability 2.5
WINDOW = 60  # seconds


def too_many(request: HttpRequest) -> bool:
    """Count one unknown link from this address; True when it is past the limit."""
    key = f"unknown-link:{client_address(request)}"
    if cache.add(key, 1, WINDOW):
        return False
    return cache.incr(key) > BAD_TOKENS_A_MINUTE
