"""Addresses of leaving treatment."""

from django.urls import path

from aftercare.discharge import views

app_name = "discharge"
urlpatterns = [path("aftercare/<uuid:episode_id>/move/", views.move, name="move")]
