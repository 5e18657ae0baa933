"""What every page that a link opens shares: its language, its headers, one refusal for all, and a count of guesses."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from recovery.core.network import client_address

# A link that is right always opens: people who share an address (a shelter's wireless, a clinic's) must not be locked
# out by somebody else's mistyped links, and 256 random bits are not found by trying.
BAD_TOKENS_A_MINUTE = 5  # per address; reliability 2.5
WINDOW = 60  # seconds


def language_of(request: HttpRequest, recorded: str | None) -> str:
    """What the person chose on this device, else the language on record, else their browser's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return recorded or translation.get_language_from_request(request)


def sealed(response: HttpResponse, language: str) -> HttpResponse:
    """The address holds a secret: no other site is told of it, and no cache keeps the page."""
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def refuse(request: HttpRequest, *, status: int) -> HttpResponse:
    """One page for every link that does not open, so that it tells nothing apart."""
    return render(request, "outbox/no_link.html", status=status)


def refuse_unknown(request: HttpRequest) -> HttpResponse:
    """A token that nobody was given: 404, and 429 after too many of them from one address.

    The count lies in PostgreSQL, shared by all processes.
    """
    key = f"unknown-link:{client_address(request)}"
    first = cache.add(key, 1, WINDOW)
    return refuse(request, status=429 if not first and cache.incr(key) > BAD_TOKENS_A_MINUTE else 404)
