"""Addresses of this room; `intake/urls.py` takes them in."""

from django.urls import path

from intake.screening.assignments import views as assignments
from intake.screening.own.views import tablet
from intake.screening.packets import views as composing
from intake.screening.presence import views as presence
from intake.screening.views import packets, results

urlpatterns = [
    path("", packets.packets, name="packets"),
    path("screening-due/", packets.due_list, name="screening-due"),
    path("episodes/<uuid:episode_id>/start/", packets.start_packet, name="start-packet"),
    path("episodes/<uuid:episode_id>/packets/", packets.choose_packet, name="choose-packet"),
    path("episodes/<uuid:episode_id>/trends/", results.trends, name="trends"),
    path("packets/<uuid:packet_id>/", packets.packet, name="packet"),
    path("packets/<uuid:packet_id>/submit/", packets.submit_packet, name="submit-packet"),
    path("packets/<uuid:packet_id>/result/", results.packet_result, name="packet-result"),
    path("packets/<uuid:packet_id>/now/", presence.packet, name="packet-now"),
    path("packets/<uuid:packet_id>/assign/", assignments.assign, name="assign"),
    path("packets/<uuid:packet_id>/<str:code>/", packets.fill, name="fill"),
    path("packets/<uuid:packet_id>/<str:code>/now/", presence.fill, name="fill-now"),
    path("packets/<uuid:packet_id>/<str:code>/autosave/", packets.autosave, name="autosave"),
    path("packets/<uuid:packet_id>/<str:code>/tally/", packets.running, name="tally"),
    path("assignments/<uuid:assignment_id>/hand-over/", tablet.hand_over, name="hand-over"),
    path("assignments/<uuid:assignment_id>/take-back/", assignments.take_back, name="take-back"),
    path("compose/", composing.index, name="compose"),
    path("compose/begin/", composing.begin, name="compose-begin"),
    path("compose/<uuid:subject_id>/", composing.edit, name="compose-edit"),
    path("compose/<uuid:subject_id>/autosave/", composing.autosave, name="compose-autosave"),
    path("compose/<uuid:subject_id>/discard/", composing.discard, name="compose-discard"),
    path("compose/versions/<uuid:definition_id>/", composing.version, name="packet-version"),
    path("compose/versions/<uuid:definition_id>/retire/", composing.retire, name="packet-retire"),
    path("responses/<uuid:response_id>/", results.result, name="result"),
    path("responses/<uuid:response_id>/correct/", results.correct, name="correct"),
]
