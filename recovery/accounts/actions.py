"""Staff accounts: made, changed and closed by an administrator; a closed account's sessions end at once."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from recovery.accounts import invitation
from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action


class AddressTaken(Exception):
    """Somebody already signs in with this e-mail address."""

    def __init__(self) -> None:
        super().__init__("Somebody already signs in with this e-mail address. Enter another one.")


class NotStaff(Exception):
    """Staff accounts are not made from, or turned into, patients' accounts."""

    def __init__(self) -> None:
        super().__init__("Choose a role of the staff. Patients' accounts are made from their records.")


class OwnAccount(Exception):
    """Nobody changes the role of, or closes, the account they act with: an administrator would lock themselves out."""

    def __init__(self) -> None:
        super().__init__("This is your own account. Ask another administrator to change it.")


@transaction.atomic
def add_staff(*, name: str, email: str, role: Role | str, by: User, at: datetime) -> User:
    """Make an account and send its invitation; the same again, not yet used, is the account already made.

    Raises AddressTaken, NotStaff.
    """
    require(by, Permission.MANAGE_STAFF)
    if role == Role.PATIENT:
        raise NotStaff
    address = email.strip().lower()
    if existing := User.objects.select_for_update().filter(email=address).first():
        if (existing.name, existing.role, existing.has_usable_password()) != (name, role, False):
            raise AddressTaken
        return existing
    member = User.objects.create_user(email=address, name=name, role=role)
    audit.changed(member, by=by, at=at, detail={"role": str(role)})
    invitation.send(member)
    return member


@transaction.atomic
def invite_again(*, member: User, by: User, at: datetime) -> None:
    """Send the link with which a password is set once more; older ones keep working until one is used."""
    require(by, Permission.MANAGE_STAFF)
    _refuse_patients(member)
    audit.changed(member, by=by, at=at, action=Action.CHANGED, detail={"invited": True})
    invitation.send(member)


@transaction.atomic
def change_role(*, member: User, role: Role | str, version: int, by: User, at: datetime) -> None:
    """Give a member of staff another role, from the next page they open; raises StaleEdit, OwnAccount, NotStaff."""
    require(by, Permission.MANAGE_STAFF)
    _refuse_own(member, by)
    _refuse_patients(member)
    if role == Role.PATIENT:
        raise NotStaff
    before, member.role = member.role, str(role)
    member.save_over(version)
    audit.changed(member, by=by, at=at, action=Action.CHANGED, detail={"role": str(role), "role_before": before})


@transaction.atomic
def deactivate(*, member: User, by: User, at: datetime) -> None:
    """Close an account and end its sessions in the same moment; closing a closed one changes nothing."""
    require(by, Permission.MANAGE_STAFF)
    _refuse_own(member, by)
    _refuse_patients(member)
    if _set_active(member, False):
        end_sessions(member)
        audit.changed(member, by=by, at=at, action=Action.CHANGED, detail={"active": False})


@transaction.atomic
def reactivate(*, member: User, by: User, at: datetime) -> None:
    """Open a closed account; the person signs in anew."""
    require(by, Permission.MANAGE_STAFF)
    _refuse_patients(member)
    if _set_active(member, True):
        audit.changed(member, by=by, at=at, action=Action.CHANGED, detail={"active": True})


def end_sessions(user: User) -> None:
    """Sign `user` out everywhere."""
    held = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=held.values("session_key")).delete()
    held.delete()


def _set_active(member: User, active: bool) -> bool:
    """Whether anything changed."""
    member.refresh_from_db(from_queryset=User.objects.select_for_update())
    if member.is_active == active:
        return False
    member.is_active = active
    member.save_over(member.version)
    return True


def _refuse_own(member: User, by: User) -> None:
    if member.pk == by.pk:
        raise OwnAccount


def _refuse_patients(member: User) -> None:
    if member.is_patient:
        raise NotStaff
