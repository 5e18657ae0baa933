"""Finding people: everything starts from what the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F, Prefetch, Q
from django.db.models.expressions import Combinable
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from recovery.accounts.permissions import Permission, may, require
from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.patients import lookup
from recovery.patients.contact_points import Channel, ContactPoint
from recovery.patients.lookup import Lookup, parse
from recovery.patients.merging.redirects import missing
from recovery.patients.models import (
    CareTeamMember,
    CareTeamQuerySet,
    EpisodeOfCare,
    EpisodeQuerySet,
    Patient,
    PatientQuerySet,
    Stage,
)

if TYPE_CHECKING:
    from recovery.accounts.models import User

PAGE = 50  # people on one page
SEARCH_LIMIT = 20  # people a search shows
STAGE_TONES: dict[str, str] = {
    Stage.REFERRED: "open",
    Stage.IN_INTAKE: "warn",
    Stage.IN_TREATMENT: "info",
    Stage.IN_AFTERCARE: "ok",
}
WORD_LIKENESS = 0.4  # trigram word similarity; 0.6, PostgreSQL's default, misses "Markus" for Marcus


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


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list, with the newest episode of care and who leads it."""

    patient: Patient
    episode: EpisodeOfCare | None
    lead: str
    age: int

    @property
    def url(self) -> str:
        return reverse("chart", args=[self.patient.pk])

    @property
    def tone(self) -> str:
        """Of the tag that names the stage."""
        return STAGE_TONES.get(self.episode.stage, "") if self.episode else ""


@dataclass(frozen=True, slots=True)
class People:
    """A page of people; `after` is the key of the next page, `more` says that not all are shown."""

    rows: list[PersonRow]
    more: bool = False

    @property
    def after(self) -> UUID | None:
        return self.rows[-1].patient.pk if self.more and self.rows else None


def open_caseload(actor: User, *, after: UUID | None, at: datetime) -> People:
    """The people the actor cares for by family name, from the one after `after`, with the read recorded."""
    require(actor, Permission.FIND_PEOPLE)
    found = caseload(actor)
    last = found.filter(pk=after).first() if after else None
    if last:
        same_family = Q(family_name=last.family_name)
        found = found.filter(
            Q(family_name__gt=last.family_name)
            | same_family & Q(given_name__gt=last.given_name)
            | same_family & Q(given_name=last.given_name, pk__gt=last.pk)
        )
    people = _page(found.order_by("family_name", "given_name", "pk"), PAGE, at)
    audit.read("caseload", by=actor, at=at, ids=[row.patient.pk for row in people.rows])
    return people


def search(actor: User, text: str, *, at: datetime) -> People:
    """People in the caseload by name (misspelt too), birth date or record number; recorded without the words."""
    require(actor, Permission.FIND_PEOPLE)
    wanted = parse(text, today=localdate(at))
    people = (
        People([]) if wanted.kind is lookup.Kind.NOTHING else _page(matching(caseload(actor), wanted), SEARCH_LIMIT, at)
    )
    audit.searched("people", by=actor, at=at, ids=[row.patient.pk for row in people.rows])
    return people


def matching(people: PatientQuerySet, wanted: Lookup) -> PatientQuerySet:
    """Those of `people` who fit, the likest first."""
    if wanted.kind is lookup.Kind.NUMBER:
        return people.numbered(wanted.number)
    if wanted.birth_date is not None:
        return people.filter(birth_date=wanted.birth_date).order_by("family_name", "given_name", "pk")
    _loosen_word_likeness()
    for word in wanted.name.split():
        people = people.filter(Q(search_name__contains=word) | Q(search_name__trigram_word_similar=word))
    likest = TrigramWordSimilarity(wanted.name, "search_name")
    return people.annotate(likeness=likest).order_by("-likeness", "family_name", "given_name", "pk")


_LEADS = Prefetch(
    "care_team", CareTeamMember.objects.current().filter(leads=True).select_related("member"), to_attr="leaders"
)
WITH_CARE = (
    Prefetch("episodes", EpisodeOfCare.objects.order_by("-opened_at").prefetch_related(_LEADS), to_attr="newest_first"),
)


def _page(people: PatientQuerySet, size: int, at: datetime) -> People:
    found = list(people.prefetch_related(*WITH_CARE)[: size + 1])
    return People([_row(patient, at) for patient in found[:size]], more=len(found) > size)


def _row(patient: Patient, at: datetime) -> PersonRow:
    episode, lead = newest(patient)
    return PersonRow(patient, episode, lead, patient.age_on(localdate(at)))


def newest(patient: Patient) -> tuple[EpisodeOfCare | None, str]:
    """The newest episode (an open one is always the newest) and the name of who leads it."""
    episodes: list[EpisodeOfCare] = patient.newest_first  # type: ignore[attr-defined]  # set by the prefetch
    if not episodes:
        return None, ""
    leaders: list[CareTeamMember] = episodes[0].leaders  # type: ignore[attr-defined]  # set by the prefetch
    return episodes[0], leaders[0].member.name if leaders else ""


def _loosen_word_likeness() -> None:
    """For this transaction: what the operator %> of the index counts as alike."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(WORD_LIKENESS)])
