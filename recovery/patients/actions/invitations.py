"""The e-mail that lets a person choose a password.  It names nothing clinical, for others may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

if TYPE_CHECKING:
    from recovery.accounts.models import User


def send(account: User, language: str) -> None:
    """Send `account` its link, in `language`."""
    uid, token = user_pk_to_url_str(account), default_token_generator.make_token(account)
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    with translation.override(language):
        text = render_to_string(
            "patients/invitation.txt", {"url": f"{settings.PUBLIC_URL}{address}", "sender": settings.MESSAGE_SENDER}
        )
        send_mail(gettext("Your sign-in"), text, settings.DEFAULT_FROM_EMAIL, [account.email])
