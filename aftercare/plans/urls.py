"""Addresses of aftercare plans."""

from django.urls import path

from aftercare.plans import views

app_name = "aftercare"
urlpatterns = [
    path("aftercare/<uuid:episode_id>/", views.plan, name="plan"),
    path("aftercare/<uuid:episode_id>/draft/", views.draft, name="plan-draft"),
]
