"""The head of every page about a person."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from recovery.patients.models import EpisodeOfCare, Patient

register = template.Library()


@register.simple_tag
def patient_head(patient: Patient, episode: EpisodeOfCare | None = None, *, slim: bool = False) -> SafeString:
    return format_html('<section class="banner" aria-label="Patient">{}</section>', patient.sort_name)
