"""Addresses of this room; `intake/urls.py` takes them in."""

from django.urls import path

from intake.registration import views

urlpatterns = [
    path("registration/<uuid:episode_id>/", views.registration, name="registration"),
    path("registration/<uuid:episode_id>/history/", views.history, name="history"),
    path("registration/<uuid:episode_id>/<slug:section>/", views.section, name="registration-section"),
    path("registration/<uuid:episode_id>/<slug:section>/autosave/", views.autosave, name="registration-autosave"),
]
