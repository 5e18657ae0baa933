"""The message with which somebody new sets a password: neutral, for mailboxes are read by others too."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from recovery.accounts.models import User

DAY = 24 * 3600  # s


def link(user: User) -> str:
    """Where `user` sets a password; it works once, and for `settings.PASSWORD_RESET_TIMEOUT` seconds."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)


def send(user: User) -> None:
    """Send the invitation when the transaction has committed; a mail server that is away does not undo the account."""
    context = {"name": user.name, "link": link(user), "days": settings.PASSWORD_RESET_TIMEOUT // DAY}
    message = EmailMessage(
        subject=render_to_string("account/email/invitation_subject.txt", context).strip(),
        body=render_to_string("account/email/invitation_message.txt", context),
        to=[user.email],
    )
    transaction.on_commit(message.send, robust=True)
