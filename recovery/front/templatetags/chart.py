"""The head of every page about a person: the banner (who this is, what can hurt them) and the tabs of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from recovery.clinical.redflags import queries as redflags
from recovery.front.chart.queries import banner, tabs
from recovery.patients.models import EpisodeOfCare, Patient

register = template.Library()


@register.inclusion_tag("front/chart/head.html", takes_context=True)
def patient_head(
    context: dict[str, Any], patient: Patient, episode: EpisodeOfCare | None = None, *, slim: bool = False
) -> dict[str, Any]:
    """Banner and tabs of `patient`; on entry pages, `slim` and themselves no tab, nothing leads away from the form."""
    request = context["request"]
    now = timezone.now()
    shown = tabs.tabs(request.user, patient, episode, request.resolver_match.view_name)
    return {
        "red_flags": _red_flags(context, episode, now),
        "patient": banner.of_episode(episode, now) if episode else banner.of_patient(patient, now),
        "slim": slim,
        "tabs": None if slim and not shown.is_here else shown,
    }


def _red_flags(context: dict[str, Any], episode: EpisodeOfCare | None, at: datetime) -> list[redflags.FlagCard]:
    """What is open; the flag's own pages say it themselves, and a page that has read them brings them along."""
    if episode is None or context.get("no_flag_strip"):
        return []
    if "red_flags" in context:
        return list(context["red_flags"])
    return redflags.unresolved_in(episode, at)
