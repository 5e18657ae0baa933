"""An episode of care: opening it, who cares for the person, the stage it is in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from recovery.accounts.codes import Role
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.actions.errors import EpisodeAlreadyOpen
from recovery.patients.codes import ReferralSource, Stage
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient, StageChange
from recovery.patients.states import STAGES

if TYPE_CHECKING:
    from recovery.accounts.models import User


@transaction.atomic
def open_episode(
    *,
    patient: Patient,
    referral_source: ReferralSource | str,
    reason: str,
    lead: User,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> EpisodeOfCare:
    """Open an episode of care led by `lead`; raises EpisodeAlreadyOpen when one is open."""
    require(by, Permission.OPEN_EPISODE)
    if not Patient.objects.openable_by(by).filter(pk=patient.pk).exists():
        raise PermissionDenied
    once(submission_id)
    if existing := EpisodeOfCare.objects.filter(submission_id=submission_id).first():
        return existing
    Patient.objects.select_for_update().get(pk=patient.pk)  # two openings of one person queue here
    if already := patient.episodes.open().first():
        raise EpisodeAlreadyOpen(already)
    episode = EpisodeOfCare.objects.create(
        patient=patient,
        referral_source=referral_source,
        reason=reason,
        opened_by=by,
        opened_at=at,
        submission_id=submission_id,
    )
    StageChange.objects.create(episode=episode, to_stage=Stage.REFERRED, by=by, at=at)
    audit.changed(episode, by=by, at=at, patient_id=patient.pk)
    _join(episode=episode, member=lead, leads=True, by=by, at=at)
    return episode


@transaction.atomic
def assign_care_team(*, episode: EpisodeOfCare, member: User, leads: bool, by: User, at: datetime) -> CareTeamMember:
    """Add a clinician to the care team; a new lead takes over from the old one, who stays on the team."""
    require(by, Permission.ASSIGN_CARE_TEAM, episode)
    return _join(episode=episode, member=member, leads=leads, by=by, at=at)


@transaction.atomic
def move_stage(*, episode: EpisodeOfCare, to: Stage, by: User, at: datetime, reason: str = "") -> StageChange:
    """Move the episode; raises UnlawfulMove.  The caller has asked for the permission of its own act."""
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())
    STAGES.check(episode.stage, to)
    change = StageChange.objects.create(
        episode=episode, from_stage=episode.stage, to_stage=to, reason=reason, by=by, at=at
    )
    episode.stage = to
    episode.closed_at = at if to == Stage.CLOSED else None
    episode.save_over(episode.version)
    audit.changed(change, by=by, at=at, patient_id=episode.patient_id, detail={"to": to})
    return change


def _join(*, episode: EpisodeOfCare, member: User, leads: bool, by: User, at: datetime) -> CareTeamMember:
    if member.role not in (Role.COUNSELOR, Role.NURSE, Role.PRESCRIBER):
        raise ValueError("Only a clinician joins a care team.")
    team = CareTeamMember.objects.current().select_for_update().filter(episode=episode)
    if leads:
        team.filter(leads=True).update(leads=False)
    place, made = CareTeamMember.objects.get_or_create(
        episode=episode,
        member=member,
        until=None,
        defaults={"leads": leads, "since": at, "assigned_by": by},
    )
    if not made and leads:
        place.leads = True
        place.save(update_fields=["leads"])
    audit.changed(place, by=by, at=at, patient_id=episode.patient_id, detail={"leads": leads})
    return place
