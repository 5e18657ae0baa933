"""How django-allauth behaves here: nobody signs up, and messages about accounts stay neutral."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by staff, never by whoever finds the page."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send when the transaction has committed: nobody waits for the mail server with a row locked.

        An address with an account then takes no longer to answer than one without.
        """
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        transaction.on_commit(message.send, robust=True)
