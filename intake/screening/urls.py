"""Addresses of this room; `intake/urls.py` takes them in."""

from django.urls import path

from intake.screening import views

urlpatterns = [
    path("", views.packets, name="packets"),
    path("episodes/<uuid:episode_id>/start/", views.start_packet, name="start-packet"),
    path("episodes/<uuid:episode_id>/trends/", views.trends, name="trends"),
    path("packets/<uuid:packet_id>/", views.packet, name="packet"),
    path("packets/<uuid:packet_id>/submit/", views.submit_packet, name="submit-packet"),
    path("packets/<uuid:packet_id>/result/", views.packet_result, name="packet-result"),
    path("packets/<uuid:packet_id>/<str:code>/", views.fill, name="fill"),
    path("packets/<uuid:packet_id>/<str:code>/autosave/", views.autosave, name="autosave"),
    path("packets/<uuid:packet_id>/<str:code>/tally/", views.running, name="tally"),
    path("responses/<uuid:response_id>/", views.result, name="result"),
    path("responses/<uuid:response_id>/correct/", views.correct, name="correct"),
]
