"""What every request passes through: the language of the page, and that no cache keeps it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
PATIENT_PAGES = ("/my/", "/r/", "/accounts/", "/help/")


class PageLanguage:
    """Staff pages are English; what a patient reads is in the language they chose, else their browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = settings.LANGUAGE_CODE
        if request.path.startswith(PATIENT_PAGES):
            language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class NoStore:
    """No page with a person's data is kept by a browser or a proxy; static files are served before this."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store, private")
        return response
