"""Addresses of this room."""

from django.urls import path, register_converter

from treatment.plans.codes import Part
from treatment.plans.views import plans


class PartConverter:
    """The kind of a part: problem, goal, objective or intervention."""

    regex = "|".join(Part)

    def to_python(self, value: str) -> Part:
        return Part(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PartConverter, "part")

urlpatterns = [
    path("plans/<uuid:episode_id>/", plans.plan, name="plan"),
    path("plans/<uuid:episode_id>/draft/", plans.draft_plan, name="draft-plan"),
    path("plans/<uuid:episode_id>/removed/", plans.removed_suggestions, name="removed-suggestions"),
    path("plans/<uuid:episode_id>/details/", plans.details, name="plan-details"),
    path("plans/<uuid:episode_id>/details/draft/", plans.autosave_details, name="plan-details-draft"),
    path("plans/<uuid:episode_id>/add/<part:part>/<uuid:parent_id>/", plans.add_part, name="add-part"),
    path("plans/<uuid:episode_id>/edit/<part:part>/<uuid:part_id>/", plans.edit_part, name="edit-part"),
    path("plans/<uuid:episode_id>/remove/<part:part>/<uuid:part_id>/", plans.remove_part, name="remove-part"),
    path("plans/<uuid:episode_id>/sign/", plans.sign_plan, name="sign-plan"),
    path("plans/<uuid:episode_id>/revisions/", plans.revisions, name="revisions"),
    path("plans/revisions/<uuid:revision_id>/", plans.revision, name="revision"),
]
