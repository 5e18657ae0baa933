"""Addresses of the rulebook."""

from django.urls import path

from recovery.front.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.index, name="index"),
    path("instruments/<slug:code>/", views.instrument, name="instrument"),
    path("rules/<slug:group>/", views.rules, name="rules"),
]
