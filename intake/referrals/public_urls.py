"""Addresses that need no sign-in."""

from django.urls import path

from intake.referrals import public_views

app_name = "help"
urlpatterns = [
    path("", public_views.time_to_get_help, name="page"),
    path("call/<slug:who>/", public_views.ask, name="ask"),
    path("thanks/", public_views.thanks, name="thanks"),
]
