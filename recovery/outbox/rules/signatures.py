"""That a report really comes from the provider: HMAC-SHA256 over id, time and body.  Source: Standard Webhooks 1.0."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping

TOLERANCE = 300  # s between the provider's clock and ours; the standard's own value
PREFIX = "whsec_"


def sign(secret: str, *, event_id: str, timestamp: str, body: bytes) -> str:
    """The value of the header `webhook-signature`."""
    key = b64decode(secret.removeprefix(PREFIX)) if secret.startswith(PREFIX) else secret.encode()
    signed = b".".join([event_id.encode(), timestamp.encode(), body])
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, *, now: float) -> bool:
    """Whether one of the signatures fits and the time is near `now` (Unix seconds)."""
    event_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not secret or not event_id or not timestamp.isdecimal() or abs(now - int(timestamp)) > TOLERANCE:
        return False
    expected = sign(secret, event_id=event_id, timestamp=timestamp, body=body)
    return any(hmac.compare_digest(expected, given) for given in headers.get("webhook-signature", "").split())
