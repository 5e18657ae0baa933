"""Who is known already and is probably the person being registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from recovery.accounts.permissions import Permission, may, require
from recovery.audit import actions as audit
from recovery.patients import rules
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.queries.records import caseload
from recovery.patients.queries.search import WITH_CARE, newest

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody known who is probably the person being registered; few facts, for the record may be out of reach."""

    patient: Patient
    points: int
    stage: str
    lead: str
    may_open_chart: bool
    may_open_episode: bool
    may_merge: bool


def likely_matches(
    actor: User, *, names: str, birth_date: date, phones: frozenset[str], submission_id: UUID, at: datetime
) -> list[Match]:
    """Everybody known, in reach or not, who is probably this person, the likest first; each showing is recorded."""
    require(actor, Permission.REGISTER_PATIENT)
    new = rules.Person(names, birth_date, phones)
    numbers = set(phones).union(*(rules.phone_slips(number) for number in phones))
    reachable_by_phone = ContactPoint.objects.filter(patient=OuterRef("pk"), address__in=numbers)
    near = Q(birth_date__in=rules.date_slips(birth_date) | {birth_date}) | Q(Exists(reachable_by_phone))
    known = (
        Patient.objects.in_use().filter(near).exclude(submission_id=submission_id).prefetch_related("contact_points")
    )
    scored = [(rules.likeness(new, _compared(patient)), patient) for patient in known.prefetch_related(*WITH_CARE)]
    likely = sorted((pair for pair in scored if pair[0] >= rules.LIKELY), key=lambda pair: -pair[0])
    mine = set(caseload(actor).filter(pk__in=[p.pk for _, p in likely]).values_list("pk", flat=True))
    for _, patient in likely:
        audit.read("likely match", by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    return [_match(points, patient, actor, patient.pk in mine) for points, patient in likely]


def _match(points: int, patient: Patient, actor: User, in_reach: bool) -> Match:
    episode, lead = newest(patient)
    in_care = episode is not None and episode.is_open
    return Match(
        patient=patient,
        points=points,
        stage=episode.get_stage_display() if episode else "No episode of care",
        lead=lead,
        may_open_chart=in_reach,
        may_open_episode=not in_care and may(actor, Permission.OPEN_EPISODE),
        may_merge=may(actor, Permission.MERGE_PATIENTS),
    )


def _compared(patient: Patient) -> rules.Person:
    phones = frozenset(c.address for c in patient.contact_points.all() if c.address.startswith("+"))
    return rules.Person(patient.search_name, patient.birth_date, phones)
