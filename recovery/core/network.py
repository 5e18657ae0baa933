"""Where a request came from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address; behind our own proxy, what the proxy saw (the last entry, the only one it wrote)."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
