"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "reminders"
urlpatterns = [
    path("messages/", _later, name="review"),
    path("healthz/reminders", _later, name="health"),
]
