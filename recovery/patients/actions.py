"""Registering people and moving them through care: every write here is checked, atomic and audited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from recovery.accounts.permissions import Permission, Role, require
from recovery.audit import actions as audit
from recovery.audit.models import Action
from recovery.core.submissions import once
from recovery.patients import invitations
from recovery.patients.contact_points import ContactPoint, NewContact
from recovery.patients.errors import AccountGiven, ContactKnown, EmailTaken, EpisodeAlreadyOpen
from recovery.patients.models import (
    STAGES,
    AllergyStatus,
    CareTeamMember,
    EpisodeOfCare,
    Patient,
    ReferralSource,
    Sex,
    Stage,
    StageChange,
)
from recovery.patients.queries import require_contacts

if TYPE_CHECKING:
    from recovery.accounts.models import User


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
    sex: str = Sex.UNKNOWN,
    language: str = "en",
    allergy_status: str = AllergyStatus.NOT_ASKED,
    allergies: str = "",
    contacts: Sequence[NewContact] = (),
    despite: Sequence[UUID] = (),
) -> Patient:
    """Make a patient record; the same `submission_id` again returns the record already made.

    `despite` are the likely matches that were shown and found to be other people.
    """
    require(by, Permission.REGISTER_PATIENT)
    once(submission_id)
    if existing := Patient.objects.select_related("merged_into").filter(submission_id=submission_id).first():
        return existing.merged_into or existing
    patient = Patient.objects.create(
        number=_next_number(),
        given_name=given_name,
        family_name=family_name,
        preferred_name=preferred_name,
        pronouns=pronouns,
        birth_date=birth_date,
        sex=sex,
        language=language,
        time_zone=time_zone,
        allergy_status=allergy_status,
        allergies=allergies,
        registered_by=by,
        submission_id=submission_id,
    )
    detail = {"despite": [str(each) for each in despite]} if despite else {}
    audit.changed(patient, by=by, at=at, patient_id=patient.pk, detail=detail)
    for contact in contacts:
        add_contact_point(patient=patient, contact=contact, by=by, at=at)
    return patient


@transaction.atomic
def add_contact_point(*, patient: Patient, contact: NewContact, by: User, at: datetime) -> ContactPoint:
    """Keep one way to reach the person, with when consent was given; raises ContactKnown."""
    require_contacts(by, patient)
    if patient.contact_points.filter(channel=contact.channel, address=contact.address).exists():
        raise ContactKnown
    point = ContactPoint.first(patient, contact, at)
    point.save()
    audit.changed(point, by=by, at=at, patient_id=patient.pk, detail={"consent": contact.consent})
    return point


@transaction.atomic
def give_consent(*, contact: ContactPoint, by: User, at: datetime) -> ContactPoint:
    """The person agrees to reminders by this way from now on."""
    return _consent(contact, by=by, at=at, fields={"consent_at": at, "consent_withdrawn_at": None})


@transaction.atomic
def withdraw_consent(*, contact: ContactPoint, by: User, at: datetime) -> ContactPoint:
    """No reminder goes this way any more; without effect where no consent stands."""
    if not contact.has_consent:
        return contact
    return _consent(contact, by=by, at=at, fields={"consent_withdrawn_at": at})


@transaction.atomic
def change_contact(
    *,
    contact: ContactPoint,
    time_zone: str,
    allowed_from: time,
    allowed_until: time,
    may_leave_message: bool,
    version: int,
    by: User,
    at: datetime,
    message_how: str = "",
    note: str = "",
) -> ContactPoint:
    """When this way may be used, in the person's local time; raises StaleEdit when `version` is not the newest."""
    require_contacts(by, contact.patient)
    contact.time_zone, contact.allowed_from, contact.allowed_until = time_zone, allowed_from, allowed_until
    contact.may_leave_message, contact.message_how, contact.note = may_leave_message, message_how, note
    contact.save_over(version)
    fields = ["time_zone", "allowed_from", "allowed_until", "may_leave_message", "message_how", "note"]
    _changed_contact(contact, fields, by=by, at=at)
    return contact


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


def _consent(contact: ContactPoint, *, by: User, at: datetime, fields: dict[str, datetime | None]) -> ContactPoint:
    require_contacts(by, contact.patient)
    contact = ContactPoint.objects.select_for_update(of=("self",)).select_related("patient").get(pk=contact.pk)
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save_over(contact.version)
    _changed_contact(contact, list(fields), by=by, at=at)
    return contact


def _changed_contact(contact: ContactPoint, fields: list[str], *, by: User, at: datetime) -> None:
    audit.changed(
        contact, by=by, at=at, patient_id=contact.patient_id, action=Action.CHANGED, detail={"fields": fields}
    )


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patient_number')")
        return int(cursor.fetchone()[0])
