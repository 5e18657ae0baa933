"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("withdrawal/", _later, name="board"),
    path("withdrawal/<uuid:episode_id>/reading/", _later, name="reading"),
    path("withdrawal/<uuid:episode_id>/start/", _later, name="start-monitoring"),
]
