"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _later, name="home"),
    path("people/<uuid:patient_id>/", _later, name="chart"),
    path("people/<uuid:patient_id>/timeline/", _later, name="timeline"),
]
