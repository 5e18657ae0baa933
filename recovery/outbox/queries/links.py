"""Links by which a person does one thing without signing in: what a token stands for, and the token of a link.

A token is an HMAC of the link's id, so that a retry of a message holds the very same text while the database
holds only the digest of the token.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings

from recovery.outbox.models import SecureLink

PURPOSE_OF_KEY = b"recovery.outbox.links.v1"  # no other use of SECRET_KEY makes the same tokens


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkLookup:
    """What a token stands for: `link` is None when the state is UNKNOWN."""

    state: LinkState
    link: SecureLink | None


def look_up(token: str, *, at: datetime) -> LinkLookup:
    """What `token` stands for at `at`; looking changes nothing, for mail scanners open links."""
    link = SecureLink.objects.select_related("patient").filter(token_digest=digest_of(token)).first()
    return LinkLookup(state_of(link, at), link)


def token_of(link: SecureLink) -> str:
    """The token of `link`, made again; raises LookupError when the key it was made with is gone."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_for(link.pk, secret)
        if hmac.compare_digest(digest_of(token), link.token_digest):
            return token
    raise LookupError("The key this link was made with is not among SECRET_KEY and SECRET_KEY_FALLBACKS.")


def url_of(link: SecureLink) -> str:
    """The address a person opens."""
    return f"{settings.PUBLIC_URL}{path_of(token_of(link))}"


def path_of(token: str) -> str:
    """The address on this site that `token` opens (recovery/front/links)."""
    return f"/r/{token}/"


def state_of(link: SecureLink | None, at: datetime) -> LinkState:
    """What may be done with `link` at `at`."""
    if link is None:
        return LinkState.UNKNOWN
    if link.used_at:
        return LinkState.USED
    if link.revoked_at:
        return LinkState.REVOKED
    return LinkState.EXPIRED if link.expires_at <= at else LinkState.OPEN


def token_for(key: UUID, secret: str) -> str:
    """The token of the link with id `key`, made with `secret`."""
    derived = hmac.new(secret.encode(), PURPOSE_OF_KEY, hashlib.sha256).digest()
    return urlsafe_b64encode(hmac.new(derived, key.bytes, hashlib.sha256).digest()).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What the database keeps of `token`: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()
