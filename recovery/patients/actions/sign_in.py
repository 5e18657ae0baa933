"""The person's own sign-in."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from recovery.accounts.codes import Role
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.patients.actions import invitations
from recovery.patients.actions.errors import AccountGiven, EmailTaken
from recovery.patients.models import Patient
from recovery.patients.queries import require_contacts

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def give_account(*, patient: Patient, email: str, by: User, at: datetime) -> User:
    """Make the person's own sign-in, without a password until they choose one; nothing is sent.

    Raises AccountGiven when the person has one, EmailTaken when somebody else signs in with `email`.
    """
    require_contacts(by, patient)
    patient.refresh_from_db(from_queryset=Patient.objects.select_for_update())
    if patient.user_id:
        raise AccountGiven
    accounts = get_user_model().objects
    if accounts.filter(email=email.strip().lower()).exists():
        raise EmailTaken
    account = accounts.create_user(email=email, password=None, name=patient.called, role=Role.PATIENT)
    patient.user = account
    patient.save_over(patient.version)
    audit.changed(account, by=by, at=at, patient_id=patient.pk)
    audit.changed(patient, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"fields": ["user"]})
    return account


@transaction.atomic
def invite(*, patient: Patient, by: User, at: datetime) -> None:
    """Send the person a link to choose a password, after this transaction; the message names nothing clinical."""
    require_contacts(by, patient)
    if patient.user is None:
        raise ValueError("Only somebody with an account is invited.")
    audit.changed(patient.user, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"invited": True})
    transaction.on_commit(partial(invitations.send, patient.user, patient.language), robust=True)
