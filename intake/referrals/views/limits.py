"""How many calls one address, and all together, may ask for in an hour.

The counts lie in PostgreSQL, shared by all processes; the address is kept for the hour, as a digest, and nowhere else.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from recovery.core.network import client_address

AN_ADDRESS = 10  # an hour: people at a shelter or a library share one; POL
ALL_TOGETHER = 120  # an hour: more than an office can answer; POL
WINDOW = 3600  # seconds


def too_many(request: HttpRequest) -> bool:
    """Count one request for a call; True when its address, or everybody, is past the limit."""
    whose = salted_hmac("intake.referrals.views.limits", client_address(request)).hexdigest()
    return _count(f"call-asked:{whose}") > AN_ADDRESS or _count("call-asked:all") > ALL_TOGETHER


def _count(key: str) -> int:
    return 1 if cache.add(key, 1, WINDOW) else int(cache.incr(key))
