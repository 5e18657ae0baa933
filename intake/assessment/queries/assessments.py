"""What views and other rooms may read of assessments and decisions.  What is due by regulation is read in `due`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse

from intake.assessment.codes import Outcome, WaitReason
from intake.assessment.models import BY_SIGNATURE, AdmissionDecision, Assessment, Milestone
from intake.assessment.queries import evidence
from intake.assessment.queries.evidence import Beside
from intake.assessment.rules.dimensions import BARRIERS, BY_NAME, DIMENSIONS, RATED, Dimension
from intake.screening import queries as screening
from recovery.clinical.conditions import queries as conditions
from recovery.clinical.conditions import rules as diagnosis
from recovery.clinical.redflags.queries import FlagCard
from recovery.core.findings import Finding, Severity
from recovery.core.timeline import Entry, Kind
from recovery.core.times import local
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record
from recovery.programs.rules import LEVELS, Level

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.clinical.conditions.models import Condition


@dataclass(frozen=True, slots=True)
class Rated:
    """One dimension of an assessment as it is read: the rating in words, the clinician's reason, what stood beside it."""

    dimension: Dimension
    rating: int | None
    words: str
    rationale: str
    evidence: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One assessment in a row of them, with what is different from the one before."""

    assessment: Assessment
    changes: tuple[str, ...]


def beside(episode: EpisodeOfCare) -> tuple[Beside, ...]:
    """The six dimensions, each with the findings that bear on it."""
    return evidence.gather(episode, screening.summary(episode))


def assessments(episode: EpisodeOfCare) -> list[Assessment]:
    """Those that stand, the newest first."""
    standing = Assessment.objects.current().filter(episode=episode).select_related("assessed_by", "recorded_by")
    return list(standing.order_by("-assessed_at", "-id"))


def current_assessment(episode: EpisodeOfCare) -> Assessment | None:
    """The newest that stands."""
    standing = Assessment.objects.current().filter(episode=episode).select_related("assessed_by", "recorded_by")
    return standing.order_by("-assessed_at", "-id").first()


def assessed() -> Exists:
    """A column of a query over episodes: whether an assessment stands."""
    return Exists(Assessment.objects.current().filter(episode=OuterRef("pk")))


def course(episode: EpisodeOfCare) -> list[Step]:
    """The assessments that stand, the newest first, each with what changed since the one before."""
    found = assessments(episode)
    return [Step(each, changes(each, before)) for each, before in zip(found, [*found[1:], None], strict=False)]


def changes(new: Assessment, old: Assessment | None) -> tuple[str, ...]:
    """ "Risk of use 3 to 1", "Level of care: Outpatient, before Residential ..."; nothing for the first."""
    if old is None:
        return ()
    told = [
        f"{each.title}: {getattr(old, each.name)} to {getattr(new, each.name)}"
        for each in RATED
        if getattr(old, each.name) != getattr(new, each.name)
    ]
    if set(new.d6) != set(old.d6):
        told.append(f"{BY_NAME['d6'].title}: changed")
    if new.chosen != old.chosen:
        told.append(f"Level of care: {new.get_chosen_display()}, before {old.get_chosen_display()}")
    return tuple(told)


def versions(assessment: Assessment) -> list[Assessment]:
    """Every version of one assessment, the newest first; a correction keeps when it was made."""
    written = Assessment.objects.filter(episode=assessment.episode, assessed_at=assessment.assessed_at)
    return list(written.select_related("recorded_by").order_by("-recorded_at", "-id"))


def rated(assessment: Assessment) -> list[Rated]:
    """The six dimensions as they were rated."""
    return [_rated(assessment, dimension) for dimension in DIMENSIONS]


def _rated(assessment: Assessment, dimension: Dimension) -> Rated:
    stood = tuple(each for each in assessment.evidence if each["dimension"] == dimension.name)
    rationale = assessment.rationales.get(dimension.name, "")
    if not dimension.words:
        named = ", ".join(BARRIERS.get(each, each) for each in assessment.d6)
        return Rated(dimension, None, named or "Nothing named", rationale, stood)
    rating: int = getattr(assessment, dimension.name)
    return Rated(dimension, rating, dimension.words[rating], rationale, stood)


def open_assessment(actor: User, assessment_id: UUID, *, page: str, at: datetime) -> Assessment:
    """The assessment with its episode and patient, the read recorded; 404 when out of reach."""
    rows = Assessment.objects.select_related("assessed_by", "recorded_by", "superseded_by")
    found = rows.filter(pk=assessment_id).first()
    if found is None:
        raise Http404
    found.episode = open_episode_record(actor, found.episode_id, page=page, at=at)
    return found


def open_decision(actor: User, decision_id: UUID, *, page: str, at: datetime) -> AdmissionDecision:
    """The decision with its episode and patient, the read recorded; 404 when out of reach."""
    found = (
        AdmissionDecision.objects.select_related("decided_by", "program", "assessment").filter(pk=decision_id).first()
    )
    if found is None:
        raise Http404
    found.episode = open_episode_record(actor, found.episode_id, page=page, at=at)
    return found


def open_milestone(actor: User, milestone_id: UUID, *, page: str, at: datetime) -> Milestone:
    """The milestone with its episode and patient, the read recorded; 404 when out of reach."""
    found = Milestone.objects.select_related("recorded_by").filter(pk=milestone_id).first()
    if found is None:
        raise Http404
    found.episode = open_episode_record(actor, found.episode_id, page=page, at=at)
    return found


def decisions(episode: EpisodeOfCare) -> list[AdmissionDecision]:
    """Every decision, changed ones too, the newest first."""
    written = AdmissionDecision.objects.filter(episode=episode).select_related("decided_by", "program")
    return list(written.order_by("-decided_at", "-id"))


def latest_decision(episode: EpisodeOfCare) -> AdmissionDecision | None:
    """What was decided last; None before any decision."""
    return next(iter(decisions(episode)), None)


def admission(episode: EpisodeOfCare) -> AdmissionDecision | None:
    """The admission that stands; None while there is none."""
    return AdmissionDecision.objects.admissions().filter(episode=episode).select_related("program").first()


def milestones(episode: EpisodeOfCare) -> list[Milestone]:
    """Those that stand, the newest first."""
    standing = Milestone.objects.current().filter(episode=episode).select_related("recorded_by")
    return list(standing.order_by("-done_on", "-recorded_at"))


def cannot_wait(
    episode: EpisodeOfCare, assessment: Assessment | None, open_flags: Iterable[FlagCard]
) -> tuple[Finding, ...]:
    """What must be answered before the person waits or leaves: open red flags, hard stops, escalations; each rule once."""
    found = [*screening.results(episode).findings, *(assessment.suggestion.findings if assessment else ())]
    grave = [each for each in found if each.severity is Severity.HARD_STOP or each.escalation]
    found = [*(card.finding for card in open_flags), *grave]
    return tuple({each.rule_id: each for each in reversed(found)}.values())[::-1]


def level(code: str) -> Level | None:
    """The words of a level; None for one recorded before levels were told apart."""
    return LEVELS.get(code)


def suggested_diagnoses(episode: EpisodeOfCare, standing: Iterable[Condition]) -> tuple[diagnosis.Suggestion, ...]:
    """The codes that the newest results point to, without families of which one is `standing` already."""
    readings = {
        code: diagnosis.Reading(
            code, f"{evidence.said(each)}, {local(each.answered_at):%-d %b %Y}", each.band, each.flags
        )
        for code, each in screening.results(episode).results.items()
    }
    return diagnosis.suggest(readings, [each.icd10 for each in standing])


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Assessments, diagnoses, decisions, and what clocks waited for."""
    return [
        *(_assessed(each) for each in Assessment.objects.filter(episode=episode).select_related("recorded_by")),
        *(_decided(each) for each in decisions(episode)),
        *(_done(each) for each in milestones(episode) if each.note != BY_SIGNATURE),  # the signature tells of itself
        *conditions.timeline(episode),
    ]


def _assessed(each: Assessment) -> Entry:
    word = "Assessment corrected" if each.supersedes_id else "Assessed"
    text = f"Suggested: {each.get_suggested_display()}. Chosen: {each.get_chosen_display()}"
    grave = each.suggestion.is_emergent
    return Entry(
        at=each.recorded_at, title=word, text=text, actor=each.recorded_by.name, icon="report",
        tone="bad" if grave else "", url=reverse("intake:assessment", args=[each.pk]),
    )  # fmt: skip


def _decided(each: AdmissionDecision) -> Entry:
    return Entry(
        at=each.decided_at, title=f"Decision: {each.get_outcome_display().lower()}", text=said(each),
        actor=each.decided_by.name, icon="sign", tone="on" if each.is_admission else "",
        kind=Kind.ADMINISTRATIVE, url=reverse("intake:decision", args=[each.pk]),
    )  # fmt: skip


def said(each: AdmissionDecision) -> str:
    """The decision in one sentence without its full stop."""
    if each.program and each.starts_on:
        return f"{each.get_level_of_care_display()}, {each.program.name}, from {each.starts_on:%-d %b %Y}"
    if each.outcome == Outcome.WAIT:
        return "; ".join(wait_words(each))
    return f"{each.refer_to}: {each.get_refer_reason_display().lower()}"


def wait_words(each: AdmissionDecision) -> Sequence[str]:
    """Why the person waits."""
    labels = dict(WaitReason.choices)
    return [str(labels.get(reason, reason)) for reason in each.wait_reasons]


def _done(each: Milestone) -> Entry:
    outside = ", by somebody outside" if each.external else ""
    return Entry(
        at=each.recorded_at, title=each.get_kind_display(), text=f"Done on {each.done_on:%-d %b %Y}{outside}",
        actor=each.recorded_by.name, icon="clock", kind=Kind.ADMINISTRATIVE,
        url=reverse("intake:clocks", args=[each.episode_id]),
    )  # fmt: skip
