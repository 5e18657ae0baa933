"""How django-allauth behaves here: nobody signs up, and messages about accounts stay neutral."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by staff, never by whoever finds the page."""
        return False
