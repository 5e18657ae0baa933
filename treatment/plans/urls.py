"""Addresses of this room."""

from django.urls import path, register_converter

from treatment.plans import views
from treatment.plans.rules.parts import Part


class PartConverter:
    """The kind of a part: problem, goal, objective or intervention."""

    regex = "|".join(Part)

    def to_python(self, value: str) -> Part:
        return Part(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PartConverter, "part")

urlpatterns = [
    path("plans/<uuid:episode_id>/", views.plan, name="plan"),
    path("plans/<uuid:episode_id>/draft/", views.draft_plan, name="draft-plan"),
    path("plans/<uuid:episode_id>/removed/", views.removed_suggestions, name="removed-suggestions"),
    path("plans/<uuid:episode_id>/details/", views.details, name="plan-details"),
    path("plans/<uuid:episode_id>/details/draft/", views.autosave_details, name="plan-details-draft"),
    path("plans/<uuid:episode_id>/add/<part:part>/<uuid:parent_id>/", views.add_part, name="add-part"),
    path("plans/<uuid:episode_id>/edit/<part:part>/<uuid:part_id>/", views.edit_part, name="edit-part"),
    path("plans/<uuid:episode_id>/remove/<part:part>/<uuid:part_id>/", views.remove_part, name="remove-part"),
    path("plans/<uuid:episode_id>/sign/", views.sign_plan, name="sign-plan"),
    path("plans/<uuid:episode_id>/revisions/", views.revisions, name="revisions"),
    path("plans/revisions/<uuid:revision_id>/", views.revision, name="revision"),
]
