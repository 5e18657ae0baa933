"""Finding people: everything starts from what the actor may see."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.expressions import Combinable
from django.http import Http404

from recovery.accounts.permissions import Permission, may, require
from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.patients.codes import Channel
from recovery.patients.models import (
    CareTeamMember,
    CareTeamQuerySet,
    EpisodeOfCare,
    EpisodeQuerySet,
    Patient,
    PatientQuerySet,
)
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.queries.merged import missing

if TYPE_CHECKING:
    from recovery.accounts.models import User


def caseload(actor: User) -> PatientQuerySet:
    """The people whose records `actor` may open."""
    return Patient.objects.within_reach_of(actor)


def open_patient(actor: User, patient_id: UUID, *, page: str, at: datetime) -> Patient:
    """The patient, with the read recorded; 404 when out of reach, for what may not be seen does not exist."""
    patient = caseload(actor).filter(pk=patient_id).first()
    if patient is None:
        raise missing(actor, patient_id)
    audit.read(page, by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    patient.opened_for = actor.pk
    return patient


def open_episode_record(actor: User, episode_id: UUID, *, page: str, at: datetime) -> EpisodeOfCare:
    """The episode with its patient, the read recorded; 404 when out of reach."""
    episode = EpisodeOfCare.objects.within_reach_of(actor).select_related("patient").filter(pk=episode_id).first()
    if episode is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=episode.patient_id, resource_id=episode.pk)
    episode.opened_for = episode.patient.opened_for = actor.pk
    return episode


def episodes_of(patient: Patient) -> list[EpisodeOfCare]:
    """Every episode of care: the open one first, then those closed, the last closed first."""
    episodes = list(patient.episodes.order_by(F("closed_at").desc(nulls_first=True), "-opened_at"))
    for each in episodes:
        each.opened_for = patient.opened_for  # who reaches the person reaches every episode
    return episodes


def current_episode(patient: Patient) -> EpisodeOfCare | None:
    """The open episode, or the one closed last, or None."""
    return next(iter(episodes_of(patient)), None)


def episodes_within_reach(actor: User) -> EpisodeQuerySet:
    """The episodes of care of everybody `actor` may see."""
    return EpisodeOfCare.objects.within_reach_of(actor)


def read_columns(episode: EpisodeOfCare, **columns: Combinable) -> dict[str, Any]:
    """What several rooms tell of one episode, each in columns of its own over `OuterRef("pk")`, in one query."""
    told = EpisodeOfCare.objects.filter(pk=episode.pk).values_list(*columns.values()).get()
    return dict(zip(columns, told, strict=True))


def care_team(episode: EpisodeOfCare) -> CareTeamQuerySet:
    """Who cares for this person now, the lead first."""
    return CareTeamMember.objects.current().filter(episode=episode).select_related("member").order_by("-leads", "since")


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """The moves of the episode from stage to stage; the first is its opening."""
    return [
        Entry(
            at=change.at,
            title=f"Moved to {change.get_to_stage_display().lower()}"
            if change.from_stage
            else "Episode of care opened",
            text=change.reason,
            actor=change.by.name,
            icon="flag",
            kind=Kind.ADMINISTRATIVE,
        )
        for change in episode.stage_changes.select_related("by").order_by("-at", "-pk")
    ]


def open_for_episode(actor: User, patient_id: UUID, *, page: str, at: datetime) -> Patient:
    """Somebody the actor may open an episode for: in reach, or known and not in care; the read recorded."""
    require(actor, Permission.OPEN_EPISODE)
    patient = Patient.objects.openable_by(actor).filter(pk=patient_id).first()
    if patient is None:
        raise missing(actor, patient_id)
    audit.read(page, by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    return patient


def open_episode_of(patient: Patient) -> EpisodeOfCare | None:
    """The episode of care that is open now, or None."""
    return patient.episodes.open().select_related("patient").first()


def may_write_contacts(actor: User, patient: Patient) -> bool:
    """Intake keeps contacts, and so do clinicians who write aftercare."""
    return may(actor, Permission.REGISTER_PATIENT, patient) or may(actor, Permission.WRITE_AFTERCARE, patient)


def require_contacts(actor: User, patient: Patient) -> None:
    """Raise PermissionDenied unless `may_write_contacts`."""
    if not may_write_contacts(actor, patient):
        raise PermissionDenied


def contact_of(patient: Patient, contact_id: UUID) -> ContactPoint | None:
    """One way to reach this person, or None when it is somebody else's."""
    return ContactPoint.objects.filter(patient=patient, pk=contact_id).select_related("patient").first()


def email_of(patient: Patient) -> str:
    """An address to sign in with: the first kept e-mail address, or nothing."""
    kept = patient.contact_points.filter(channel=Channel.EMAIL, active=True).order_by("created_at").first()
    return kept.address if kept else ""


def contact_points(patient: Patient) -> list[ContactPoint]:
    """Every way to reach the person, those in use first."""
    return list(patient.contact_points.order_by("-active", "channel", "address"))
