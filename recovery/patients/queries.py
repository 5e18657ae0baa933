"""Finding people: everything starts from what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from recovery.audit import actions as audit
from recovery.patients.models import CareTeamMember, CareTeamQuerySet, EpisodeOfCare, Patient, PatientQuerySet

if TYPE_CHECKING:
    from recovery.accounts.models import User


def caseload(actor: User) -> PatientQuerySet:
    """The people whose records `actor` may open."""
    return Patient.objects.within_reach_of(actor)


def open_patient(actor: User, patient_id: UUID, *, page: str, at: datetime) -> Patient:
    """The patient, with the read recorded; 404 when out of reach, for what may not be seen does not exist."""
    patient = caseload(actor).filter(pk=patient_id).first()
    if patient is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    return patient


def open_episode_record(actor: User, episode_id: UUID, *, page: str, at: datetime) -> EpisodeOfCare:
    """The episode with its patient, the read recorded; 404 when out of reach."""
    episode = EpisodeOfCare.objects.within_reach_of(actor).select_related("patient").filter(pk=episode_id).first()
    if episode is None:
        raise Http404
    audit.read(page, by=actor, at=at, patient_id=episode.patient_id, resource_id=episode.pk)
    return episode


def current_episode(patient: Patient) -> EpisodeOfCare | None:
    """The open episode, or the newest closed one, or None."""
    episode = patient.episodes.order_by("closed_at", "-opened_at").first()
    if episode and episode.closed_at:
        return patient.episodes.order_by("-closed_at").first()
    return episode


def care_team(episode: EpisodeOfCare) -> CareTeamQuerySet:
    """Who cares for this person now, the lead first."""
    return CareTeamMember.objects.current().filter(episode=episode).select_related("member").order_by("-leads", "since")


class NoSuchRecord(Exception):
    """No person has this record number."""

    def __init__(self) -> None:
        super().__init__("There is no record with this number. Look at the number again.")


def record_id(number: int | None) -> UUID | None:
    """The key of the person with this record number, for the trail's own readers; raises NoSuchRecord."""
    if number is None:
        return None
    found = Patient.objects.filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchRecord
    return found


def record_numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Record numbers by key, for the trail's own readers: they see numbers, never names."""
    return {patient.pk: patient.record_number for patient in Patient.objects.filter(pk__in=ids).only("number")}
