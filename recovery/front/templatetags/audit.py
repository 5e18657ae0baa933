"""How an event's codes are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template
from django.apps import apps

from recovery.accounts.codes import Role
from recovery.audit.models import AuditEvent

register = template.Library()
_ROLES = {
    **dict(Role.choices),
    "system": "This program",
    "link": "Through a check-in link",
    "public": "On the public page",
}


@register.filter
def role_words(role: str) -> str:
    """The role as it was then, in words."""
    return str(_ROLES.get(role, role))


@register.filter
def staff_name(event: AuditEvent) -> str:
    """Who of the staff did it; a patient is not named here, nor one who became staff since."""
    return event.actor.name if event.actor and event.actor_role != Role.PATIENT else ""


@register.filter
def resource_words(resource: str) -> str:
    """ "treatment.planrevision" is a "plan revision"; pages keep their own names."""
    try:
        return str(apps.get_model(resource)._meta.verbose_name)
    except (LookupError, ValueError):
        return resource


@register.filter
def detail_words(detail: Mapping[str, Any]) -> str:
    """The detail in a line; long lists of people are counted, not listed, and what is empty is left out."""
    shown = {key.replace("_", " "): _words(value) for key, value in detail.items() if key != "ids"}
    return ", ".join(f"{key}: {value}" for key, value in shown.items() if value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " and ".join(map(str, value)) if isinstance(value, list) else str(value)


@register.simple_tag
def record_number(numbers: Mapping[UUID, str], patient_id: UUID | None) -> str:
    """The record number of the person an event is about, or nothing."""
    return numbers.get(patient_id, "") if patient_id else ""
