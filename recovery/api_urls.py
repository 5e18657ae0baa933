"""The API's addresses: each room's viewsets under one roof, with the schema they share."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from aftercare.checkins.api import CheckInViewSet
from intake.screening.api import ScreeningViewSet
from recovery.patients.api import EpisodeViewSet, PeopleViewSet
from treatment.plans.api import PlanViewSet

app_name = "api"
router = SimpleRouter(use_regex_path=False)
router.register("people", PeopleViewSet, basename="person")
router.register("episodes", EpisodeViewSet, basename="episode")
router.register("screenings", ScreeningViewSet, basename="screening")
router.register("plans", PlanViewSet, basename="plan")
router.register("check-ins", CheckInViewSet, basename="check-in")

docs = SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html", title="Recovery API")

urlpatterns = [
    *router.urls,
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
