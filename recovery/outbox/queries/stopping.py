"""The address in an e-mail by which its reader says STOP: made from the message's id, so it is kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.conf import settings

from recovery.outbox.models import OutboundMessage

PURPOSE_OF_KEY = b"recovery.outbox.stop.v1"
MAC_BYTES = 16
TOKEN_LENGTH = 43  # 32 bytes in base64url without padding


def stop_url(message: OutboundMessage) -> str:
    """The page on which the reader of `message` says STOP."""
    token = urlsafe_b64encode(message.pk.bytes + _mac(message.pk, settings.SECRET_KEY)).rstrip(b"=").decode()
    return f"{settings.PUBLIC_URL}/r/{token}/stop/"


def message_of(token: str) -> OutboundMessage | None:
    """The message whose reader holds `token`; None for a token we did not make."""
    if len(token) != TOKEN_LENGTH:
        return None
    try:
        raw = urlsafe_b64decode(token + "=")
    except ValueError:
        return None
    key = UUID(bytes=raw[:16])
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(raw[16:], _mac(key, secret)) for secret in secrets):
        return None
    return OutboundMessage.objects.select_related("contact").filter(pk=key, contact__isnull=False).first()


def _mac(key: UUID, secret: str) -> bytes:
    derived = hmac.new(secret.encode(), PURPOSE_OF_KEY, hashlib.sha256).digest()
    return hmac.new(derived, key.bytes, hashlib.sha256).digest()[:MAC_BYTES]
