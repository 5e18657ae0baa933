"""Requests of people who signed in: every view of ours but those that can be grepped as exempt."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from recovery.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that the login middleware let through; for types only."""

    user: User
    htmx: HtmxDetails
