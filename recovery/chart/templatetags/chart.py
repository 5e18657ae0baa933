"""The patient banner: who this is, and what can hurt them, on every page about a person."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from recovery.patients.models import EpisodeOfCare

register = template.Library()


@register.simple_tag
def patient_banner(episode: EpisodeOfCare, slim: bool = False) -> SafeString:
    """The banner of the person in this episode."""
    return format_html('<section class="banner" aria-label="Patient">{}</section>', episode.patient.sort_name)
