"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "aftercare"
urlpatterns = [
    path("aftercare/<uuid:episode_id>/", _later, name="plan"),
    path("my/plan/", _later, name="my-plan"),
    path("my/", _later, name="my-day"),
]
