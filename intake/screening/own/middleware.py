"""A locked browser reaches the questions it is locked to, the staff sign-in page, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from intake.screening.own import session

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = ("/my/answers/", "/healthz", "/readyz")
LINKS = "/r/"  # whoever answers at home may open a link again


class LockedToOwnAnswers:
    """Stands before the middleware that asks for a sign-in, so that a locked browser learns nothing of what there is."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not session.is_locked(request) or self._may_pass(request):
            return self.get_response(request)
        with translation.override(request.session[session.KEY]["language"]):
            tablet = session.on_tablet(request)
            response = render(request, "intake/own/locked.html", {"tablet": tablet}, status=403)
        response["Cache-Control"] = "no-store"
        return response

    def _may_pass(self, request: HttpRequest) -> bool:
        if request.path == reverse("account_login") or request.path.startswith(OPEN):
            return True
        return request.path.startswith(LINKS) and not session.on_tablet(request)
