"""Addresses of the person's own pages, below /my/."""

from django.urls import path

from aftercare.my import views

urlpatterns = [
    path("", views.my_day, name="my-day"),
    path("plan/", views.my_plan, name="my-plan"),
    path("visits.ics", views.my_calendar, name="my-calendar"),
]
