"""Who may do what: roles are named lists of permissions, and `may` is the only question."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied

from recovery.accounts.codes import Role

if TYPE_CHECKING:
    from recovery.accounts.models import User


class Permission(StrEnum):
    FIND_PEOPLE = "find people"
    REGISTER_PATIENT = "register a patient"
    OPEN_EPISODE = "open an episode of care"
    ASSIGN_CARE_TEAM = "assign the care team"
    READ_CHART = "read a chart"
    MANAGE_REFERRALS = "take in, triage and follow up referrals"
    WRITE_HISTORY = "write the personal history asked at registration"
    MERGE_PATIENTS = "merge two records of one person"
    SCREEN = "fill screening forms"
    ASSIGN_PACKET = "hand a packet to the person it is about"
    COMPOSE_PACKETS = "compose screening packets"
    HANDLE_RED_FLAG = "answer a red flag"
    ASSESS = "rate the dimensions of an assessment"
    DIAGNOSE = "assign a diagnosis"
    DECIDE_ADMISSION = "decide on admission"
    RECORD_MILESTONE = "record what a regulatory clock waits for"
    MANAGE_PROGRAMS = "manage programs"
    MANAGE_ON_CALL = "manage who is on call"
    WRITE_PLAN = "write a treatment plan"
    SIGN_PLAN = "sign a treatment plan"
    OVERRIDE_SAFETY_RULE = "go past a safety rule"
    RECORD_NALOXONE = "record naloxone"
    RECORD_WITHDRAWAL = "record withdrawal readings"
    WRITE_AFTERCARE = "write an aftercare plan"
    MOVE_TO_AFTERCARE = "move an episode to aftercare"
    BOOK_APPOINTMENT = "book appointments"
    ACKNOWLEDGE_CHECK_IN = "acknowledge a check-in"
    RESOLVE_REMINDER = "resolve a reminder that needs review"
    READ_AUDIT = "read the audit trail"
    MANAGE_STAFF = "manage staff accounts"
    READ_RULEBOOK = "read the rulebook"
    READ_OWN_PLAN = "read one's own plan"
    ANSWER_CHECK_IN = "answer one's own check-in"


_STAFF = {Permission.READ_RULEBOOK}
# A licence is needed for these: counselors and prescribers hold one (clinical spec 1.0, DSM5_OUD and LOC_SUGGEST).
_LICENSED = {
    Permission.ASSESS,
    Permission.DIAGNOSE,
    Permission.DECIDE_ADMISSION,
    Permission.SIGN_PLAN,
    Permission.MOVE_TO_AFTERCARE,
}
_CARE = _STAFF | {
    Permission.FIND_PEOPLE,
    Permission.READ_CHART,
    Permission.SCREEN,
    Permission.ASSIGN_PACKET,
    Permission.WRITE_HISTORY,
}
_CLINICIAN = _CARE | {
    Permission.ASSIGN_CARE_TEAM,
    Permission.HANDLE_RED_FLAG,
    Permission.RECORD_MILESTONE,
    Permission.WRITE_PLAN,
    Permission.RECORD_NALOXONE,
    Permission.WRITE_AFTERCARE,
    Permission.BOOK_APPOINTMENT,
    Permission.ACKNOWLEDGE_CHECK_IN,
    Permission.RESOLVE_REMINDER,
}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.INTAKE: frozenset(
        _CARE
        | {
            Permission.REGISTER_PATIENT,
            Permission.MERGE_PATIENTS,
            Permission.MANAGE_REFERRALS,
            Permission.OPEN_EPISODE,
            Permission.ASSIGN_CARE_TEAM,
            Permission.BOOK_APPOINTMENT,
        }
    ),
    Role.COUNSELOR: frozenset(_CLINICIAN | _LICENSED),
    Role.NURSE: frozenset(_CLINICIAN | {Permission.RECORD_WITHDRAWAL, Permission.MANAGE_REFERRALS}),
    Role.PRESCRIBER: frozenset(
        _CLINICIAN
        | _LICENSED
        | {
            Permission.OVERRIDE_SAFETY_RULE,
            Permission.RECORD_WITHDRAWAL,
            Permission.MANAGE_REFERRALS,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset(_STAFF | {Permission.READ_AUDIT}),
    Role.ADMINISTRATOR: frozenset(
        _STAFF
        | {
            Permission.MANAGE_STAFF,
            Permission.COMPOSE_PACKETS,
            Permission.MANAGE_PROGRAMS,
            Permission.MANAGE_ON_CALL,
        }
    ),
    Role.PATIENT: frozenset({Permission.READ_OWN_PLAN, Permission.ANSWER_CHECK_IN}),
}


def roles_with(permission: Permission) -> list[str]:
    """The roles that hold `permission`."""
    return [role for role, held in ROLE_PERMISSIONS.items() if permission in held]


class Scoped(Protocol):
    """A record that lies within somebody's reach or does not."""

    def within_reach_of(self, actor: User) -> bool: ...


def may(actor: User, permission: Permission, subject: Scoped | None = None) -> bool:
    """Whether `actor`'s role holds `permission` and `subject`, where one is named, is within reach."""
    if not actor.is_authenticated or not actor.is_active:
        return False
    if permission not in ROLE_PERMISSIONS.get(actor.role, frozenset()):
        return False
    return subject is None or subject.within_reach_of(actor)


def require(actor: User, permission: Permission, subject: Scoped | None = None) -> None:
    """Raise PermissionDenied unless `may`."""
    if not may(actor, permission, subject):
        raise PermissionDenied(f"This needs the permission to {permission.value}.")
