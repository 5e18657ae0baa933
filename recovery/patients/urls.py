"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _later, name="people"),
    path("search/", _later, name="people-search"),
    path("new/", _later, name="people-new"),
    path("<uuid:patient_id>/episode/", _later, name="episode-new"),
]
