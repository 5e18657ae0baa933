"""Signing in, failing to, and signing out go into the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from recovery.accounts.middleware import start
from recovery.accounts.models import User
from recovery.audit import actions as audit
from recovery.audit.codes import Action

DIGEST = 32  # hexadecimal digits, 128 bits: enough that two addresses never share one


@receiver(user_logged_in)
@transaction.atomic
def signed_in(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """Somebody signed in: the clock of their session starts, not only with the next page."""
    start(request)
    audit.attended(Action.SIGNED_IN, by=user, at=now())


@receiver(user_logged_out)
@transaction.atomic
def signed_out(sender: object, user: User | None, **_: Any) -> None:
    """Somebody signed out, or their session ended."""
    if user is not None:
        audit.attended(Action.SIGNED_OUT, by=user, at=now())


@receiver(user_login_failed)
@transaction.atomic
def sign_in_failed(sender: object, credentials: Mapping[str, Any], **_: Any) -> None:
    """Somebody tried in vain.  People mistype, and type passwords into the wrong box: only a keyed digest is kept."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    audit.attended(Action.SIGN_IN_FAILED, by=None, at=now(), detail={"address_digest": digest(typed)})


def digest(address: str) -> str:
    """What stands for an address in the trail: the same for the same address, and nobody can go back from it."""
    return salted_hmac("recovery.accounts.sign-in", address, algorithm="sha256").hexdigest()[:DIGEST]
