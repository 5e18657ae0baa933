"""Addresses of programs."""

from django.urls import path

from recovery.programs import views

app_name = "programs"
urlpatterns = [
    path("", views.programs, name="programs"),
    path("<uuid:program_id>/", views.program, name="program"),
]
