"""Addresses of messages: those a person should look at, STOP, and what providers report."""

from django.urls import path

from recovery.outbox.views import hooks, messages

app_name = "outbox"
urlpatterns = [
    path("messages/", messages.review, name="review"),
    path("messages/<uuid:message_id>/", messages.resolve, name="resolve"),
    path("healthz/reminders", messages.health, name="health"),
    path("hooks/sms/", hooks.sms, name="sms-hook"),
    path("r/<str:token>/stop/", messages.stop, name="stop"),
]
