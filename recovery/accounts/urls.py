"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("staff/", _later, name="staff"),
]
