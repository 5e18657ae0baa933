"""Links by which a person does one thing without signing in.

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
from django.db import transaction

from aftercare.reminders.models import Purpose, SecureLink
from recovery.core.ids import uuid7
from recovery.patients.models import Patient

PURPOSE_OF_KEY = b"recovery.reminders.links.v1"  # no other use of SECRET_KEY makes the same tokens


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class LinkNotOpen(Exception):
    """The link was used, revoked or has expired; `state` says which."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"This link is {state}.")
        self.state = state


@dataclass(frozen=True, slots=True)
class LinkLookup:
    """What a token stands for: `link` is None when the state is UNKNOWN."""

    state: LinkState
    link: SecureLink | None


@transaction.atomic
def issue(*, purpose: Purpose, subject_id: UUID, patient: Patient, expires_at: datetime) -> tuple[SecureLink, str]:
    """A link to answer `subject_id` until `expires_at`, and its token; an open one for the same is given again."""
    live = SecureLink.objects.filter(
        occurrence_purpose=purpose,
        subject_id=subject_id,
        patient=patient,
        expires_at=expires_at,
        used_at__isnull=True,
        revoked_at__isnull=True,
    ).first()
    if live:
        return live, token_of(live)
    key = uuid7()
    token = _token(key, settings.SECRET_KEY)
    link = SecureLink.objects.create(
        id=key,
        occurrence_purpose=purpose,
        subject_id=subject_id,
        patient=patient,
        token_digest=_digest(token),
        expires_at=expires_at,
    )
    return link, token


def token_of(link: SecureLink) -> str:
    """The token of `link`, made again; raises LookupError when the key it was made with is gone."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(link.pk, secret)
        if hmac.compare_digest(_digest(token), link.token_digest):
            return token
    raise LookupError("The key this link was made with is not among SECRET_KEY and SECRET_KEY_FALLBACKS.")


def url_of(link: SecureLink) -> str:
    """The address a person opens."""
    return f"{settings.PUBLIC_URL}/r/{token_of(link)}/"


def look_up(token: str, *, at: datetime) -> LinkLookup:
    """What `token` stands for at `at`; looking changes nothing, for mail scanners open links."""
    link = SecureLink.objects.select_related("patient").filter(token_digest=_digest(token)).first()
    return LinkLookup(_state(link, at), link)


@transaction.atomic
def use(link: SecureLink, *, at: datetime) -> None:
    """Use up `link`, once; raises LinkNotOpen.  Belongs in the transaction that stores what was answered."""
    used = SecureLink.objects.filter(
        pk=link.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    ).update(used_at=at)
    link.refresh_from_db(fields=["used_at", "revoked_at"])
    if not used:
        raise LinkNotOpen(_state(link, at))


@transaction.atomic
def revoke(*, subject_id: UUID, at: datetime) -> int:
    """Close every open link to `subject_id`; returns how many there were."""
    return SecureLink.objects.filter(subject_id=subject_id, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=at
    )


def _state(link: SecureLink | None, at: datetime) -> LinkState:
    if link is None:
        return LinkState.UNKNOWN
    if link.used_at:
        return LinkState.USED
    if link.revoked_at:
        return LinkState.REVOKED
    return LinkState.EXPIRED if link.expires_at <= at else LinkState.OPEN


def _token(key: UUID, secret: str) -> str:
    derived = hmac.new(secret.encode(), PURPOSE_OF_KEY, hashlib.sha256).digest()
    return urlsafe_b64encode(hmac.new(derived, key.bytes, hashlib.sha256).digest()).rstrip(b"=").decode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
