"""Addresses that open by a secret link."""

from django.urls import path

from recovery.front.links import views

app_name = "links"
urlpatterns = [path("<str:token>/", views.open_link, name="open")]
