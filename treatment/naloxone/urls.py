"""Addresses of this room."""

from django.urls import path

from treatment.naloxone import views

urlpatterns = [
    path("naloxone/<uuid:episode_id>/", views.naloxone, name="naloxone"),
]
