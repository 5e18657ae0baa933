"""Addresses of visits."""

from django.urls import path

from recovery.appointments import views

app_name = "appointments"
urlpatterns = [
    path("<uuid:episode_id>/new/", views.book, name="book"),
    path("<uuid:appointment_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:appointment_id>/record/", views.record, name="record"),
]
