"""What views and other rooms may read of a person's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.urls import reverse

from intake.registration import rules
from intake.registration.codes import AllergyAnswer
from intake.registration.content import Allergies, Content, Identity, from_json
from intake.registration.content.sections import SECTIONS, Section
from intake.registration.models import HistoryRevision
from intake.registration.queries.history import History
from intake.registration.queries.progress import FORM_PREFIX, Progress, form_code, next_section, progress
from recovery.core.findings import Finding
from recovery.core.models import Draft
from recovery.core.timeline import Entry, Kind
from recovery.core.times import clock, local
from recovery.patients.codes import AllergyStatus, Sex
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User

Told = TypeVar("Told")
LATELY = timedelta(hours=24)  # how old a withdrawal score may be and still tell of now; policy


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One section about to be answered: what is known, the reader's draft, and what others have done."""

    episode: EpisodeOfCare
    section: Section
    current: HistoryRevision | None
    draft: Draft | None
    others: tuple[str, ...]
    now: datetime

    @property
    def known(self) -> Content | None:
        """What the page is filled with: what stands on the Patient row, else what was told last."""
        patient = self.episode.patient
        if self.section.code == "identity":
            return _identity(patient)
        if self.section.code == "allergies":
            return _allergies(patient)
        return self.current.told if self.current else None

    @property
    def standing(self) -> dict[str, Any]:
        """What an answer given now is written over."""
        return {"base": self.current.pk if self.current else None, "version": self.episode.patient.version}

    @property
    def about(self) -> dict[str, Any]:
        """What the form holds beside the answers.  A sex that nobody asked is not shown as an answer."""
        patient = self.episode.patient
        kept = self.standing | {"seq": self.draft.seq if self.draft else 0, "asked_at": self.now}
        if self.section.code == "identity" and self.current is None and patient.sex == Sex.UNKNOWN.value:
            kept["sex"] = None
        return kept

    @property
    def is_behind(self) -> bool:
        """Whether somebody else answered after the reader began the draft."""
        begun_over = self.draft.data.get("base") if self.draft else None
        return begun_over is not None and begun_over != [str(self.current.pk if self.current else "")]

    @property
    def saved(self) -> str:
        return clock(self.draft.updated_at, now=self.now) if self.draft else ""

    @property
    def line(self) -> str:
        """Who answered this last, and when."""
        if self.current is None:
            return ""
        who, when = self.current.recorded_by.name, clock(self.current.recorded_at, now=self.now)
        if self.current.episode_id != self.episode.pk:
            return f"{who} asked this in an earlier episode, {when}. Ask whether it is still so, then save."
        return f"{who} answered this, {when}. What you change is kept as a new version."


@dataclass(frozen=True, slots=True)
class ToldSection:
    """One section on the page of the history: what stands, and every earlier version, the newest first."""

    section: Section
    current: HistoryRevision | None
    earlier: tuple[HistoryRevision, ...]

    @property
    def told(self) -> Content | None:
        return self.current.told if self.current else None


def within_reach(actor: User, episode_id: UUID, section: str) -> EpisodeOfCare:
    """The episode for a request that shows nothing of the record (autosave); 404 when out of reach or no such section."""
    episode = EpisodeOfCare.objects.within_reach_of(actor).filter(pk=episode_id).first()
    if episode is None or section not in SECTIONS:
        raise Http404
    return episode


def anew(episode: EpisodeOfCare) -> EpisodeOfCare:
    """The episode with its patient as they stand now, when somebody else has changed them meanwhile."""
    return EpisodeOfCare.objects.select_related("patient").get(pk=episode.pk)


def section_of(code: str) -> Section:
    """The section of that code; 404 for any other."""
    if code not in SECTIONS:
        raise Http404
    return SECTIONS[code]


def current_revision(patient: Patient, section: str) -> HistoryRevision | None:
    """What stands for this section, in whichever episode it was told."""
    told = HistoryRevision.objects.of_patient(patient.pk).filter(section=section, superseded_by__isnull=True)
    return told.select_related("recorded_by").newest_first().first()


def current_revisions(patient_id: UUID) -> dict[str, HistoryRevision]:
    """What stands, by section."""
    standing = HistoryRevision.objects.of_patient(patient_id).current().select_related("recorded_by")
    return {revision.section: revision for revision in standing}


def standing_sections(episode: EpisodeOfCare, *codes: str) -> list[ToldSection]:
    """These sections as they stand, those never asked too; one query."""
    current = current_revisions(episode.patient_id)
    return [ToldSection(SECTIONS[code], current.get(code), ()) for code in codes]


def history(episode: EpisodeOfCare) -> History:
    """The person's history as it stands now: one query, typed."""
    return History({code: told.told for code, told in current_revisions(episode.patient_id).items()})


def section_column(section: str) -> Subquery:
    """A column of a query over episodes: the section of the person as it stands; null when it was never asked."""
    standing = HistoryRevision.objects.filter(
        episode__patient=OuterRef("patient"), section=section, superseded_by__isnull=True
    )
    return Subquery(standing.newest_first().values("content")[:1])


def told_as(kind: type[Told], column: Mapping[str, Any] | None) -> Told | None:
    """What that column says, in the shape of its section."""
    return from_json(kind, column) if column is not None else None


def withdrawal_totals(episode: EpisodeOfCare, at: datetime) -> dict[str, int]:
    """The newest COWS and SOWS totals of the last day, by code; older ones say nothing about now."""
    taken = episode.instrument_responses.filter(
        instrument__in=["COWS", "SOWS"], superseded_by__isnull=True, answered_at__range=(at - LATELY, at)
    )
    newest_last = taken.order_by("answered_at", "pk").values_list("instrument", "score")
    return {code: score for code, score in newest_last if score is not None}


def pregnant_in_withdrawal(
    episode: EpisodeOfCare, at: datetime, totals: Mapping[str, int] | None = None
) -> list[Finding]:
    """PREG-01, where what was told and what was observed lately raise it; `totals` are readings kept elsewhere."""
    known = {**withdrawal_totals(episode, at), **(totals or {})}
    return rules.pregnant_in_withdrawal(history(episode).facts(at, known))


def entry(episode: EpisodeOfCare, section: Section, *, reader: User, at: datetime) -> SectionEntry:
    """All that the page of one section needs."""
    begun = Draft.objects.filter(subject_id=episode.pk, form_code=form_code(section.code)).select_related("actor")
    drafts = list(begun.order_by("-updated_at"))
    return SectionEntry(
        episode=episode,
        section=section,
        current=current_revision(episode.patient, section.code),
        draft=next((draft for draft in drafts if draft.actor_id == reader.pk and draft.data), None),
        others=tuple(
            f"{draft.writer} is answering this, last at {clock(draft.updated_at, now=at)}."
            for draft in drafts
            if draft.actor_id != reader.pk
        ),
        now=at,
    )


def registration_progress(episode: EpisodeOfCare, *, reader: User, at: datetime) -> tuple[Progress, History]:
    """How far the registration is, with everybody's drafts, and the history so far."""
    current = current_revisions(episode.patient_id)
    begun = Draft.objects.filter(subject_id=episode.pk, form_code__startswith=FORM_PREFIX).select_related("actor")
    far = progress(episode, current=current, drafts=list(begun.order_by("-updated_at")), reader=reader, at=at)
    return far, History({code: revision.told for code, revision in current.items()})


def section_after(episode: EpisodeOfCare, section: str) -> str | None:
    """The section to go to next, None when all are answered in this episode."""
    done = HistoryRevision.objects.filter(episode=episode).values_list("section", flat=True)
    return next_section(done, section)


def told_sections(episode: EpisodeOfCare) -> list[ToldSection]:
    """Every section with all its versions, in the order of the registration; one query."""
    versions: dict[str, list[HistoryRevision]] = {code: [] for code in SECTIONS}
    told = HistoryRevision.objects.of_patient(episode.patient_id).select_related("recorded_by")
    for revision in told.newest_first():
        versions[revision.section].append(revision)
    superseded = {revision.supersedes_id for revisions in versions.values() for revision in revisions}
    return [_told(SECTIONS[code], revisions, superseded) for code, revisions in versions.items()]


def findings(sections: Iterable[ToldSection], at: datetime) -> list[Finding]:
    """What the history on the page asks for at once."""
    return History({each.section.code: each.told for each in sections if each.told}).findings(at)


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """One entry for what one person wrote down on one day."""
    told = HistoryRevision.objects.filter(episode=episode).select_related("recorded_by").newest_first()
    days = groupby(told, key=lambda revision: (local(revision.recorded_at).date(), revision.recorded_by_id))
    return [_day(episode, list(revisions)) for _, revisions in days]


def _told(section: Section, revisions: Sequence[HistoryRevision], superseded: set[UUID | None]) -> ToldSection:
    current = next((revision for revision in revisions if revision.pk not in superseded), None)
    return ToldSection(section, current, tuple(revision for revision in revisions if revision is not current))


def _day(episode: EpisodeOfCare, revisions: list[HistoryRevision]) -> Entry:
    newest = revisions[0]
    titles = _titles(revisions)
    return Entry(
        at=newest.recorded_at,
        title=f"Registration: {titles[0].lower()}" if len(titles) == 1 else f"Registration: {len(titles)} sections",
        text=", ".join(titles) if len(titles) > 1 else "",
        actor=newest.recorded_by.name,
        icon="person",
        kind=Kind.CLINICAL,
        url=reverse("intake:history", args=[episode.pk]),
    )


def _titles(revisions: Iterable[HistoryRevision]) -> list[str]:
    asked = {revision.section for revision in revisions}
    return [section.title for code, section in SECTIONS.items() if code in asked]


def _identity(patient: Patient) -> Identity:
    return Identity(
        given_name=patient.given_name,
        family_name=patient.family_name,
        preferred_name=patient.preferred_name,
        pronouns=patient.pronouns,
        birth_date=patient.birth_date,
        sex=Sex(patient.sex),
        language=patient.language,
        time_zone=patient.time_zone,
    )


def _allergies(patient: Patient) -> Allergies | None:
    if patient.allergy_status == AllergyStatus.NOT_ASKED:
        return None
    return Allergies(AllergyAnswer(patient.allergy_status), patient.allergies)
