"""Addresses of this room."""

from django.urls import path

from aftercare.reminders import hooks, views

app_name = "reminders"
urlpatterns = [
    path("messages/", views.review, name="review"),
    path("messages/<uuid:message_id>/", views.resolve, name="resolve"),
    path("healthz/reminders", views.health, name="health"),
    path("hooks/sms/", hooks.sms, name="sms-hook"),
    path("r/<str:token>/stop/", views.stop, name="stop"),
]
