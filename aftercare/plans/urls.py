"""Addresses of this room, and of the person's own pages."""

from django.urls import include, path

from aftercare.plans import views

app_name = "aftercare"
urlpatterns = [
    path("aftercare/<uuid:episode_id>/", views.plan, name="plan"),
    path("aftercare/<uuid:episode_id>/draft/", views.draft, name="plan-draft"),
    path("aftercare/<uuid:episode_id>/move/", views.move, name="move"),
    path("my/", include("aftercare.my.urls")),
]
