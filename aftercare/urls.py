"""Addresses of aftercare, room by room."""

from django.urls import include, path

urlpatterns = [
    path("my/", include("aftercare.my.urls")),
    path("", include("aftercare.plans.urls")),
    path("", include("aftercare.checkins.urls")),
    path("", include("aftercare.discharge.urls")),
]
