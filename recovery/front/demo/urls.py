"""Addresses of the demo."""

from django.urls import path

from recovery.front.demo import views

urlpatterns = [path("", views.outbox, name="outbox")]
