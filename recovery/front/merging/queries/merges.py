"""Two records side by side, and the merges of the past."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.timezone import localdate

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.models.merges import MergeUndone, PatientMerge
from recovery.patients.queries import lookup
from recovery.patients.queries.merged import missing
from recovery.patients.rules.merging import IDENTITY

if TYPE_CHECKING:
    from recovery.accounts.models import User

PAGE = "record to merge"  # in the trail, for each of the two
_LEADS = Prefetch(
    "care_team", CareTeamMember.objects.current().filter(leads=True).select_related("member"), to_attr="leaders"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records: no more than can tell two people apart, and what would move."""

    patient: Patient
    contacts: list[ContactPoint]
    episodes: list[EpisodeOfCare] = field(default_factory=list)

    @property
    def open_episode(self) -> EpisodeOfCare | None:
        return next((episode for episode in self.episodes if episode.is_open), None)

    @property
    def lead(self) -> User | None:
        """Who leads care in the open episode."""
        episode = self.open_episode
        leaders: list[CareTeamMember] = episode.leaders if episode else []  # type: ignore[attr-defined]  # by the prefetch
        return leaders[0].member if leaders else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person."""

    one: Side
    other: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.one, self.other

    @property
    def differing(self) -> list[str]:
        """Names out of IDENTITY in which they differ."""
        mine, theirs = self.one.patient, self.other.patient
        return [name for name, group in IDENTITY.items() if any(getattr(mine, f) != getattr(theirs, f) for f in group)]

    @property
    def both_sign_in(self) -> bool:
        return all(side.patient.user_id for side in self.sides)

    @property
    def both_open(self) -> bool:
        return all(side.open_episode for side in self.sides)


def open_to_merge(actor: User, patient_id: UUID, *, at: datetime) -> Patient:
    """One record that the actor may merge with another, its showing recorded; 404 otherwise."""
    require(actor, Permission.MERGE_PATIENTS)
    patient = Patient.objects.mergeable_by(actor).filter(pk=patient_id).first()
    if patient is None:
        raise missing(actor, patient_id)
    audit.read(PAGE, by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    return patient


def other_record(actor: User, patient: Patient, written: str, *, at: datetime) -> Patient | None:
    """The record with the number `written`, or the one it was merged into; None when there is none but `patient`."""
    require(actor, Permission.MERGE_PATIENTS)
    wanted = lookup.parse(written, today=localdate(at))
    if wanted.kind is not lookup.Kind.NUMBER:
        return None
    found = Patient.objects.mergeable_by(actor).numbered(wanted.number).exclude(pk=patient.pk).first()
    audit.searched(PAGE, by=actor, at=at, ids=[found.pk] if found else [])
    return found


def open_pair(actor: User, one_id: UUID, other_id: UUID, *, at: datetime) -> Pair:
    """Both records, each showing recorded as a likely match is; 404 when they are not two that may be merged."""
    require(actor, Permission.MERGE_PATIENTS)
    episodes = EpisodeOfCare.objects.order_by("-opened_at").prefetch_related(_LEADS)
    known = (
        Patient.objects.mergeable_by(actor)
        .select_related("user")
        .prefetch_related("contact_points", Prefetch("episodes", episodes, to_attr="newest_first"))
        .in_bulk([one_id, other_id])
    )
    if len(known) < 2:
        raise Http404
    for patient in known.values():
        audit.read(PAGE, by=actor, at=at, patient_id=patient.pk, resource_id=patient.pk)
    return Pair(_side(known[one_id]), _side(known[other_id]))


def merges_into(patient: Patient) -> list[PatientMerge]:
    """The merges that this record survived, newest first."""
    return list(patient.merges.select_related("merged", "by", "undone").order_by("-at", "-pk"))


def open_merge(actor: User, merge_id: UUID, *, at: datetime) -> PatientMerge:
    """One merge, its reading recorded on both records; 404 when there is none."""
    require(actor, Permission.MERGE_PATIENTS)
    whole = PatientMerge.objects.select_related("survivor", "merged", "by", "undone__by", "closed_episode")
    merge = whole.filter(pk=merge_id).first()
    if merge is None:
        raise Http404
    for patient_id in (merge.survivor_id, merge.merged_id):
        audit.read("merge", by=actor, at=at, patient_id=patient_id, resource_id=merge.pk)
    return merge


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Every merge of the person's record, and its undoing, on either side of it; one query."""
    mine = episode.patient_id
    whole = PatientMerge.objects.filter(Q(survivor=mine) | Q(merged=mine))
    told = [_told(merge, mine) for merge in whole.select_related("survivor", "merged", "by", "undone__by")]
    return [entry for entries in told for entry in entries]


def moved_counts(merge: PatientMerge) -> list[tuple[str, int]]:
    """(what, how many) of the rows that moved, in words."""
    counts: dict[str, int] = {}
    for move in merge.moved:
        words = _words(move["field"])
        counts[words] = counts.get(words, 0) + len(move["ids"])
    return sorted(counts.items())


def values_before(merge: PatientMerge) -> list[tuple[str, str]]:
    """(what, as it was) of the survivor's identity where the merge changed it."""
    asked = [name for group in IDENTITY.values() for name in group]
    before = merge.before["identity"]
    return [
        (name.replace("_", " ").capitalize(), before[name] or "Nothing written") for name in asked if name in before
    ]


def stayed_counts(merge: PatientMerge) -> list[tuple[str, int]]:
    """(what, how many) of the rows that the survivor had too."""
    return sorted((_words(name), len(keys)) for name, keys in merge.stayed.items())


def _told(merge: PatientMerge, mine: UUID) -> list[Entry]:
    merged = (
        f"{merge.merged.record_number} became part of this record"
        if merge.survivor_id == mine
        else f"this record became part of {merge.survivor.record_number}"
    )
    entries = [_entry(f"Merged: {merged}", merge)]
    if merge.is_undone:
        other = merge.merged if merge.survivor_id == mine else merge.survivor
        entries.append(_entry(f"Merge undone: {other.record_number} stands apart again", merge.undone))
    return entries


def _entry(title: str, record: PatientMerge | MergeUndone) -> Entry:
    return Entry(
        at=record.at,
        title=title,
        text=record.reason,
        actor=record.by.name,
        icon="people",
        kind=Kind.ADMINISTRATIVE,
    )


def _words(label: str) -> str:
    from django.apps import apps

    model: Any = apps.get_model(label.rpartition(".")[0])
    return str(model._meta.verbose_name_plural).capitalize()


def _side(patient: Patient) -> Side:
    episodes: list[EpisodeOfCare] = patient.newest_first  # type: ignore[attr-defined]  # set by the prefetch
    return Side(patient, list(patient.contact_points.all()), episodes)
