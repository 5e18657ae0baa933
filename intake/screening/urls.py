"""Addresses of this room; `intake/urls.py` takes them in."""

from django.urls import path

from intake.screening import result_views, views
from intake.screening.assignments import views as assignments
from intake.screening.packets import views as composing
from intake.screening.presence import views as presence

urlpatterns = [
    path("", views.packets, name="packets"),
    path("screening-due/", views.due_list, name="screening-due"),
    path("episodes/<uuid:episode_id>/start/", views.start_packet, name="start-packet"),
    path("episodes/<uuid:episode_id>/packets/", views.choose_packet, name="choose-packet"),
    path("episodes/<uuid:episode_id>/trends/", result_views.trends, name="trends"),
    path("packets/<uuid:packet_id>/", views.packet, name="packet"),
    path("packets/<uuid:packet_id>/submit/", views.submit_packet, name="submit-packet"),
    path("packets/<uuid:packet_id>/result/", result_views.packet_result, name="packet-result"),
    path("packets/<uuid:packet_id>/now/", presence.packet, name="packet-now"),
    path("packets/<uuid:packet_id>/assign/", assignments.assign, name="assign"),
    path("packets/<uuid:packet_id>/<str:code>/", views.fill, name="fill"),
    path("packets/<uuid:packet_id>/<str:code>/now/", presence.fill, name="fill-now"),
    path("packets/<uuid:packet_id>/<str:code>/autosave/", views.autosave, name="autosave"),
    path("packets/<uuid:packet_id>/<str:code>/tally/", views.running, name="tally"),
    path("assignments/<uuid:assignment_id>/hand-over/", assignments.hand_over, name="hand-over"),
    path("assignments/<uuid:assignment_id>/take-back/", assignments.take_back, name="take-back"),
    path("compose/", composing.index, name="compose"),
    path("compose/begin/", composing.begin, name="compose-begin"),
    path("compose/<uuid:subject_id>/", composing.edit, name="compose-edit"),
    path("compose/<uuid:subject_id>/autosave/", composing.autosave, name="compose-autosave"),
    path("compose/<uuid:subject_id>/discard/", composing.discard, name="compose-discard"),
    path("compose/versions/<uuid:definition_id>/", composing.version, name="packet-version"),
    path("compose/versions/<uuid:definition_id>/retire/", composing.retire, name="packet-retire"),
    path("responses/<uuid:response_id>/", result_views.result, name="result"),
    path("responses/<uuid:response_id>/correct/", result_views.correct, name="correct"),
]
