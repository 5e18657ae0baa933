"""Addresses of this room.  A question is a number in its address, never a word about a person."""

from django.urls import path

from aftercare.checkins.views import link, mine, staff

app_name = "checkins"
urlpatterns = [
    path("my/check-in/", mine.start, name="mine"),
    path("my/check-in/<int:number>/", mine.question, name="mine-question"),
    path("my/check-in/<int:number>/help/", mine.help_now, name="mine-help"),
    path("my/check-in/<uuid:response_id>/thanks/", mine.thanks, name="mine-thanks"),
    path("r/<str:token>/<int:number>/", link.question, name="answer-question"),
    path("r/<str:token>/<int:number>/help/", link.help_now, name="answer-help"),
    path("r/<str:token>/thanks/", link.thanks, name="answer-thanks"),
    path("aftercare/<uuid:episode_id>/check-ins/", staff.schedule, name="schedule"),
    path("aftercare/check-ins/<uuid:response_id>/", staff.response, name="response"),
    path("aftercare/check-ins/missed/<uuid:missed_id>/", staff.missed, name="missed"),
]
