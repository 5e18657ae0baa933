"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "intake"
urlpatterns = [
    path("", _later, name="packets"),
    path("packets/<uuid:packet_id>/", _later, name="packet"),
    path("episodes/<uuid:episode_id>/start/", _later, name="start-packet"),
    path("responses/<uuid:response_id>/", _later, name="result"),
]
