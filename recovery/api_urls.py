"""Addresses of this room."""

from django.http import HttpRequest, HttpResponse


def _later(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


app_name = "api"
urlpatterns = []
