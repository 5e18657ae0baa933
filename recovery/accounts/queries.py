"""Who works here."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from recovery.accounts.codes import Role
from recovery.accounts.models import User, UserQuerySet
from recovery.accounts.on_call.queries import on_call
from recovery.accounts.permissions import Permission, roles_with

__all__ = ["STAFF_ROLES", "active_staff", "holders", "on_call", "staff", "staff_member"]

STAFF_ROLES = [(value, label) for value, label in Role.choices if value != Role.PATIENT]


def staff() -> UserQuerySet:
    """Everybody but patients, those who may sign in first, then by name."""
    return User.objects.staff().order_by("-is_active", "name", "pk")


def active_staff() -> UserQuerySet:
    """Everybody but patients who may sign in, by name."""
    return staff().filter(is_active=True)


def staff_member(user_id: UUID) -> User:
    """One of the staff; 404 for anybody else, a patient too."""
    member = staff().filter(pk=user_id).first()
    if member is None:
        raise Http404
    return member


def holders(permission: Permission) -> UserQuerySet:
    """Everybody who may sign in and whose role holds `permission`, by name."""
    return User.objects.filter(is_active=True, role__in=roles_with(permission)).order_by("name", "pk")
