"""Registering people and moving them through care: every write here is checked, atomic and audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from recovery.accounts.permissions import Permission, Role, require
from recovery.audit import actions as audit
from recovery.core.submissions import once
from recovery.patients.models import (
    STAGES,
    AllergyStatus,
    CareTeamMember,
    Channel,
    ContactPoint,
    EpisodeOfCare,
    Patient,
    ReferralSource,
    Stage,
    StageChange,
)

if TYPE_CHECKING:
    from recovery.accounts.models import User

# Narrower than the 08:00-21:00 US rule for texts (clinical spec 7.3), for states that are stricter.
ALLOWED_FROM, ALLOWED_UNTIL = time(9), time(20)


class EpisodeAlreadyOpen(Exception):
    """The person already has an open episode of care; `episode` is that one."""

    def __init__(self, episode: EpisodeOfCare) -> None:
        super().__init__("This person already has an open episode of care.")
        self.episode = episode


@dataclass(frozen=True, slots=True)
class NewContact:
    """A way to reach a person as given at registration; `consent` is to reminders by machine."""

    channel: Channel
    address: str
    consent: bool
    may_leave_message: bool = False


@transaction.atomic
def register_patient(
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    time_zone: str,
    submission_id: UUID,
    by: User,
    at: datetime,
    preferred_name: str = "",
    pronouns: str = "",
    language: str = "en",
    allergy_status: str = AllergyStatus.NOT_ASKED,
    allergies: str = "",
    contacts: Sequence[NewContact] = (),
) -> Patient:
    """Make a patient record; the same `submission_id` again returns the record already made."""
    require(by, Permission.REGISTER_PATIENT)
    once(submission_id)
    if existing := Patient.objects.filter(submission_id=submission_id).first():
        return existing
    patient = Patient.objects.create(
        number=_next_number(),
        given_name=given_name,
        family_name=family_name,
        preferred_name=preferred_name,
        pronouns=pronouns,
        birth_date=birth_date,
        language=language,
        time_zone=time_zone,
        allergy_status=allergy_status,
        allergies=allergies,
        registered_by=by,
        submission_id=submission_id,
    )
    audit.changed(patient, by=by, at=at, patient_id=patient.pk)
    for contact in contacts:
        add_contact_point(patient=patient, contact=contact, by=by, at=at)
    return patient


@transaction.atomic
def add_contact_point(*, patient: Patient, contact: NewContact, by: User, at: datetime) -> ContactPoint:
    """Keep one way to reach the person, with when consent was given."""
    point = ContactPoint.objects.create(
        patient=patient,
        channel=contact.channel,
        address=contact.address,
        may_leave_message=contact.may_leave_message,
        time_zone=patient.time_zone,
        allowed_from=ALLOWED_FROM,
        allowed_until=ALLOWED_UNTIL,
        consent_at=at if contact.consent else None,
    )
    audit.changed(point, by=by, at=at, patient_id=patient.pk, detail={"consent": contact.consent})
    return point


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
    require(by, Permission.OPEN_EPISODE, patient)
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


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patient_number')")
        return int(cursor.fetchone()[0])
