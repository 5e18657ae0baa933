"""Addresses of treatment, room by room."""

from django.urls import include, path

app_name = "treatment"
urlpatterns = [
    path("", include("treatment.plans.urls")),
    path("", include("treatment.detox.urls")),
    path("", include("treatment.naloxone.urls")),
]
