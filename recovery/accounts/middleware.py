"""How long a sign-in lasts: an idle limit and an absolute one.  Source: reliability 2.5 (NIST 800-63B reasoning)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED, ACTIVE = "session_started", "session_active"
WRITE_EVERY = 30  # seconds; one session write a page would double the writes of a busy ward


def start(request: HttpRequest) -> None:
    """Note when this session began."""
    request.session[STARTED] = request.session[ACTIVE] = time.time()


class SessionClock:
    """End a session that was idle too long or is too old; only a person's own acts keep it alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            started = request.session.setdefault(STARTED, now)
            active = request.session.setdefault(ACTIVE, now)
            limit = settings.SESSION_PATIENT_SECONDS if request.user.is_patient else settings.SESSION_STAFF_SECONDS
            if now - active > settings.SESSION_IDLE_SECONDS or now - started > limit:
                logout(request)
            elif now - active > WRITE_EVERY and "Recovery-Background" not in request.headers:
                request.session[ACTIVE] = now
        return self.get_response(request)
