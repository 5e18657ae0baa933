"""A referral becomes a patient with an episode of care; nothing is asked twice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intake.referrals.actions.errors import NobodyChosen
from intake.referrals.actions.moving import move, require_turn
from intake.referrals.actions.waiting import leave_list
from intake.referrals.codes import State, Why
from intake.referrals.models import Referral
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.patients import actions as patients
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def identify(*, referral: Referral, patient: Patient, by: User, at: datetime) -> Referral:
    """Say who the referral is about: somebody just registered, or known before."""
    require_turn(referral=referral, by=by)
    require(by, Permission.REGISTER_PATIENT)
    if referral.state == State.CONVERTED:
        return referral
    referral.patient = patient
    referral.save_over(referral.version)
    audit.changed(referral, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"fields": ["patient"]})
    return referral


@transaction.atomic
def convert(
    *,
    referral: Referral,
    referral_source: str,
    reason: str,
    lead: User,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> EpisodeOfCare:
    """Open an episode for the person the referral is about; raises NobodyChosen, EpisodeAlreadyOpen, UnlawfulMove.

    The same `submission_id` again returns the episode already opened.
    """
    require_turn(referral=referral, by=by)
    if referral.patient is None:
        raise NobodyChosen
    episode = patients.open_episode(
        patient=referral.patient,
        referral_source=referral_source,
        reason=reason,
        lead=lead,
        submission_id=submission_id,
        by=by,
        at=at,
    )
    return _lead_to(referral, episode, by=by, at=at)


@transaction.atomic
def join(*, referral: Referral, episode: EpisodeOfCare, by: User, at: datetime) -> EpisodeOfCare:
    """The person is in care here already: the referral leads to that episode; raises UnlawfulMove."""
    require_turn(referral=referral, by=by)
    if referral.patient_id != episode.patient_id:
        raise NobodyChosen
    if not episode.is_open or not episode.within_reach_of(by):
        raise PermissionDenied
    return _lead_to(referral, episode, by=by, at=at)


def _lead_to(referral: Referral, episode: EpisodeOfCare, *, by: User, at: datetime) -> EpisodeOfCare:
    if referral.episode_id == episode.pk:
        return episode
    referral.episode = episode
    referral.call_due_at, referral.closed_at = None, at
    move(referral=referral, to=State.CONVERTED, by=by, at=at)
    leave_list(referral=referral, why=Why.ADMITTED, by=by, at=at)
    return episode
