"""The caseload as a list, and the search in it: by number, by birth date, by a name that may be misspelt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.timezone import localdate

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.patients.codes import Stage
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient, PatientQuerySet
from recovery.patients.queries import lookup
from recovery.patients.queries.lookup import Lookup, parse
from recovery.patients.queries.records import caseload

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
