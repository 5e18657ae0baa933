"""Addresses that need no sign-in."""

from django.urls import path

from intake.referrals.views import public

app_name = "help"
urlpatterns = [
    path("", public.time_to_get_help, name="page"),
    path("call/<slug:who>/", public.ask, name="ask"),
    path("thanks/", public.thanks, name="thanks"),
]
