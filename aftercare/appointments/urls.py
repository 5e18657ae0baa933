"""Addresses of this room."""

from django.urls import path

from aftercare.appointments import views

app_name = "appointments"
urlpatterns = [
    path("aftercare/<uuid:episode_id>/appointments/new/", views.book, name="book"),
    path("aftercare/appointments/<uuid:appointment_id>/cancel/", views.cancel, name="cancel"),
    path("aftercare/appointments/<uuid:appointment_id>/record/", views.record, name="record"),
]
