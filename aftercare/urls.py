"""Addresses of aftercare, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("aftercare.plans.urls")),
    path("", include("aftercare.appointments.urls")),
    path("", include("aftercare.checkins.urls")),
    path("", include("aftercare.reminders.urls")),
]
