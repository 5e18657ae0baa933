"""Addresses of intake, room by room."""

from django.urls import include, path

app_name = "intake"
urlpatterns = [
    path("", include("intake.registration.urls")),
    path("", include("intake.screening.urls")),
    path("", include("intake.assessment.urls")),
    path("referrals/", include("intake.referrals.urls")),
]
