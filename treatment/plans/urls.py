"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("plans/<uuid:episode_id>/", _later, name="plan"),
    path("plans/<uuid:episode_id>/draft/", _later, name="draft-plan"),
    path("plans/revisions/<uuid:revision_id>/", _later, name="revision"),
]
