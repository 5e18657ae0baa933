"""Addresses where they must not be read: keyed digests, and masks for the screen."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def digest(address: str) -> str:
    """The keyed hash under which an opt-out of `address` is kept: it outlives the contact point."""
    return hmac.new(settings.ADDRESS_KEY.encode(), address.strip().lower().encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """Enough to tell two addresses apart: '•••0177', 'm•••@example.org'."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}" if at else f"•••{address[-4:]}"
