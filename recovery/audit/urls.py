"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "audit"
urlpatterns = [
    path("", _later, name="trail"),
]
