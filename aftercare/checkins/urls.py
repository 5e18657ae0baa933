"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "checkins"
urlpatterns = [
    path("my/check-in/", _later, name="mine"),
    path("r/<str:token>/", _later, name="answer"),
    path("aftercare/check-ins/<uuid:response_id>/", _later, name="response"),
]
