"""Addresses of withdrawal management."""

from django.urls import path

from treatment.detox import views

urlpatterns = [
    path("withdrawal/", views.board, name="board"),
    path("withdrawal/tally/", views.tally, name="tally"),
    path("withdrawal/readings/<uuid:reading_id>/correct/", views.correct, name="correct-reading"),
    path("withdrawal/readings/<uuid:reading_id>/now/", views.act_now, name="act-now"),
    path("withdrawal/<uuid:episode_id>/", views.readings, name="readings"),
    path("withdrawal/<uuid:episode_id>/start/", views.start, name="start-monitoring"),
    path("withdrawal/<uuid:episode_id>/end/", views.end, name="end-monitoring"),
    path("withdrawal/<uuid:episode_id>/reading/", views.reading, name="reading"),
    path("withdrawal/<uuid:episode_id>/reading/draft/", views.save_draft, name="save-reading"),
]
