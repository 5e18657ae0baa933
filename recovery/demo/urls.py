"""Addresses of the demo."""

from django.urls import path

from recovery.demo import views

urlpatterns = [path("", views.outbox, name="outbox")]
