"""How many unknown links one address may try.  The count lies in PostgreSQL, shared by all processes.

A link that is right always opens: people who share an address (a shelter's wireless, a clinic's) must not be locked
out by somebody else's mistyped links, and 256 random bits are not found by trying.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

BAD_TOKENS_A_MINUTE = 5  # per address; reliability 2.5
WINDOW = 60  # seconds


def too_many(request: HttpRequest) -> bool:
    """Count one unknown link from this address; True when it is past the limit."""
    key = f"unknown-link:{_address(request)}"
    if cache.add(key, 1, WINDOW):
        return False
    return cache.incr(key) > BAD_TOKENS_A_MINUTE


def _address(request: HttpRequest) -> str:
    """Where the request came from; behind our own proxy, what the proxy saw (the last entry, the only one it wrote)."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
