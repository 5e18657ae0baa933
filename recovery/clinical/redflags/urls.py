"""Addresses of red flags."""

from django.urls import path

from recovery.clinical.redflags import views

app_name = "clinical"
urlpatterns = [
    path("red-flags/", views.all_open, name="open-red-flags"),
    path("red-flags/<uuid:flag_id>/", views.flag, name="red-flag"),
    path("red-flags/<uuid:flag_id>/take/", views.take, name="take-red-flag"),
    path("red-flags/raised/<uuid:subject_id>/", views.act_now, name="act-now"),
    path("episodes/<uuid:episode_id>/red-flags/", views.of_episode, name="red-flags"),
    path("episodes/<uuid:episode_id>/red-flags/raise/", views.by_hand, name="raise-red-flag"),
]
