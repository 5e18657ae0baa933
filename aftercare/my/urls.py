"""Addresses of the person's own pages, below /my/."""

from django.urls import path

from aftercare.my import views

app_name = "my"
urlpatterns = [
    path("", views.my_day, name="day"),
    path("plan/", views.my_plan, name="plan"),
    path("visits.ics", views.my_calendar, name="calendar"),
]
