"""Every address of the site.  No address holds a name, a number of a record or a word about a person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from recovery.core.health import healthz, readyz

handler500 = "recovery.core.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("recovery.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # A check-in page sends no referrer, so its browser sends no Origin to check; a forged choice of language harms nobody.
    path("accounts/language/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("", include("recovery.core.urls")),
    path("", include("recovery.front.chart.urls")),
    path("people/", include("recovery.front.merging.urls")),
    path("people/", include("recovery.patients.urls")),
    path("", include("recovery.clinical.redflags.urls")),
    path("programs/", include("recovery.programs.urls")),
    path("appointments/", include("recovery.appointments.urls")),
    path("audit/", include("recovery.front.trail.urls")),
    path("rulebook/", include("recovery.front.rulebook.urls")),
    path("help/", include("intake.referrals.public_urls")),
    path("intake/", include("intake.urls")),
    path("my/answers/", include("intake.screening.own.urls")),
    path("treatment/", include("treatment.urls")),
    path("", include("aftercare.urls")),
    path("", include("recovery.outbox.urls")),
    path("r/", include("recovery.front.links.urls")),
    path("api/", include("recovery.api_urls")),
    *([path("outbox/", include("recovery.front.demo.urls"))] if settings.DEMO else []),
]
