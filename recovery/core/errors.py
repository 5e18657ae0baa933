"""The page that comes when something broke: 503 when the database is away, else 500.  Neither needs the database."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

AWAY = (InterfaceError, OperationalError)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an exception nobody caught; the request's transaction has been rolled back."""
    away = isinstance(sys.exc_info()[1], AWAY)
    if away:
        connection.close()
    status = 503 if away else 500
    if request.path.startswith("/api/"):
        sentence = (
            "The database is away; nothing was saved. Try again." if away else "Something broke; nothing was saved."
        )
        return JsonResponse({"detail": sentence}, status=status)
    headers = {"Retry-After": "30"} if away else {}
    return HttpResponse(render_to_string(f"{status}.html"), status=status, headers=headers)
