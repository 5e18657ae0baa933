"""What other rooms may read of diagnoses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from recovery.clinical.conditions.codes import ClinicalStatus, Rank, Verification
from recovery.clinical.conditions.icd10 import SOURCE
from recovery.clinical.conditions.models import Condition, ConditionQuerySet
from recovery.core.timeline import Entry
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import open_episode_record

if TYPE_CHECKING:
    from recovery.accounts.models import User


@dataclass(frozen=True, slots=True)
class ConditionSummary:
    """One diagnosis that stands, as other rooms read it: `family` is the code of codes.FAMILIES."""

    icd10: str
    title: str
    family: str
    rank: str
    clinical_status: str
    verification: str
    assigned_at: datetime
    because: str
    source: str

    @property
    def is_active(self) -> bool:
        return self.clinical_status == ClinicalStatus.ACTIVE

    @property
    def is_co_occurring(self) -> bool:
        return self.rank == Rank.CO_OCCURRING


def current(episode: EpisodeOfCare) -> ConditionQuerySet:
    """The diagnoses that stand, the principal one first, then the newest."""
    standing = Condition.objects.current().filter(episode=episode).select_related("assigned_by")
    return standing.order_by("-rank", "-assigned_at", "-id")


def summary(episode: EpisodeOfCare) -> tuple[ConditionSummary, ...]:
    """The diagnoses that stand, as plain values."""
    return tuple(
        ConditionSummary(
            icd10=each.icd10,
            title=each.title,
            family=each.coded.family,
            rank=each.rank,
            clinical_status=each.clinical_status,
            verification=each.verification,
            assigned_at=each.assigned_at,
            because=each.because,
            source=each.source or SOURCE,
        )
        for each in current(episode)
    )


def all_versions(episode: EpisodeOfCare) -> list[Condition]:
    """Every row ever written, the newest first."""
    written = Condition.objects.filter(episode=episode).select_related("assigned_by", "supersedes")
    return list(written.order_by("-assigned_at", "-id"))


def standing(versions: Sequence[Condition]) -> list[Condition]:
    """Those of `all_versions` that stand, in the order of `current`; no query."""
    superseded = {each.supersedes_id for each in versions}
    stand = [
        each for each in versions if each.pk not in superseded and each.verification != Verification.ENTERED_IN_ERROR
    ]
    return sorted(stand, key=lambda each: not each.is_principal)


def open_condition(actor: User, condition_id: UUID, *, page: str, at: datetime) -> Condition:
    """A diagnosis with its episode and patient, the read recorded; 404 when out of reach."""
    found = Condition.objects.select_related("assigned_by").filter(pk=condition_id).first()
    if found is None:
        raise Http404
    found.episode = open_episode_record(actor, found.episode_id, page=page, at=at)
    return found


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Each diagnosis assigned or changed."""
    return [
        Entry(
            at=each.assigned_at,
            title=f"Diagnosis {'changed' if each.supersedes_id else 'assigned'}: {each.icd10}",
            text=f"{each.title}. {each.get_rank_display()}, {each.get_verification_display().lower()}. {each.change_reason}".strip(),
            actor=each.assigned_by.name,
            icon="file",
            url=reverse("intake:diagnoses", args=[episode.pk]),
        )
        for each in all_versions(episode)
    ]
