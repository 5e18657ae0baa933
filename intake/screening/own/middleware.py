"""A tablet that was handed over reaches its questions, the staff sign-in page, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from intake.screening.own import session

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = ("/my/answers/", "/healthz", "/readyz")


class LockedToOwnAnswers:
    """Stands before the middleware that asks for a sign-in, so that a locked tablet learns nothing of what there is.

    At home the session is a right to answer and no lock: there is no staff session behind it, and who looks for help
    or for their own plan must find it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not session.is_locked_tablet(request):
            return self.get_response(request)
        if request.user.is_authenticated:  # a patient: of staff the sign-in itself has opened the tablet
            session.end_sign_in(request)
        if request.path == reverse("account_login") or request.path.startswith(OPEN):
            return self.get_response(request)
        with translation.override(request.session[session.KEY]["language"]):
            response = render(request, "intake/screening/own/locked.html", status=403)
        response["Cache-Control"] = "no-store"
        return response
