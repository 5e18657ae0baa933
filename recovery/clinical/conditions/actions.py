"""Every write of diagnoses.  A clinician assigns them; a suggestion by itself writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.clinical.conditions.codes import ClinicalStatus, Rank, Verification
from recovery.clinical.conditions.icd10 import CODES
from recovery.clinical.conditions.models import Condition
from recovery.core.submissions import once
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


class ConditionError(Exception):
    """Any of these."""


class AlreadyAssigned(ConditionError):
    """This code stands already; `current` is that diagnosis."""

    def __init__(self, current: Condition) -> None:
        super().__init__("This diagnosis stands already. Change that one instead.")
        self.current = current


class PrincipalTaken(ConditionError):
    """An episode has one principal diagnosis; `current` is it."""

    def __init__(self, current: Condition) -> None:
        super().__init__(f"{current.icd10} is the principal diagnosis. Make that one co-occurring first.")
        self.current = current


class Contradiction(ConditionError):
    """Code and status do not go together."""


class AlreadyChanged(ConditionError):
    """Somebody changed this diagnosis first; `current` is what stands now."""

    def __init__(self, current: Condition) -> None:
        super().__init__(f"{current.assigned_by.name} has already changed this. Change the newer version.")
        self.current = current


class ReasonMissing(ConditionError):
    """A change needs a reason."""

    def __init__(self) -> None:
        super().__init__("Say why you change it.")


class EpisodeClosed(ConditionError):
    """A closed episode takes no more diagnoses."""

    def __init__(self) -> None:
        super().__init__("This episode of care is closed.")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a clinician says; `because`, `source` and `rule_id` are those of the suggestion it came from, if any."""

    icd10: str
    rank: str
    clinical_status: str = ClinicalStatus.ACTIVE
    verification: str = Verification.PROVISIONAL
    onset_on: date | None = None
    note: str = ""
    because: str = ""
    source: str = ""
    rule_id: str = ""


@transaction.atomic
def assign(*, episode: EpisodeOfCare, diagnosis: Diagnosis, submission_id: UUID, by: User, at: datetime) -> Condition:
    """Keep a diagnosis; the same `submission_id` again returns the one already made.

    Raises Contradiction, AlreadyAssigned, PrincipalTaken or EpisodeClosed.
    """
    require(by, Permission.DIAGNOSE, episode)
    once(submission_id)
    if existing := Condition.objects.filter(submission_id=submission_id, episode=episode).first():
        return existing
    _refuse_closed(episode)
    _judge(diagnosis)
    _refuse_twice(episode, diagnosis)
    return _write(episode, diagnosis, submission_id, by=by, at=at)


@transaction.atomic
def change(
    *, condition: Condition, diagnosis: Diagnosis, reason: str, submission_id: UUID, by: User, at: datetime
) -> Condition:
    """Write what stands in the place of `condition`; both are kept.

    Raises ReasonMissing, AlreadyChanged, Contradiction, AlreadyAssigned, PrincipalTaken or EpisodeClosed.
    """
    require(by, Permission.DIAGNOSE, condition.episode)
    once(submission_id)
    if existing := Condition.objects.filter(submission_id=submission_id, episode=condition.episode_id).first():
        return existing
    if not reason.strip():
        raise ReasonMissing
    _refuse_closed(condition.episode)
    if newer := Condition.objects.filter(supersedes=condition).select_related("assigned_by").first():
        raise AlreadyChanged(newer)
    if diagnosis.verification != Verification.ENTERED_IN_ERROR:
        _judge(diagnosis)
        _refuse_twice(condition.episode, diagnosis, instead_of=condition)
    why = {"supersedes": condition, "change_reason": reason.strip()}
    return _write(condition.episode, diagnosis, submission_id, by=by, at=at, **why)


def _refuse_closed(episode: EpisodeOfCare) -> None:
    """Diagnoses of one episode take turns from here on."""
    episode.refresh_from_db(from_queryset=EpisodeOfCare.objects.select_for_update())
    if not episode.is_open:
        raise EpisodeClosed


def _judge(diagnosis: Diagnosis) -> None:
    """A code in remission and the status say the same."""
    says_remission = CODES[diagnosis.icd10].remission
    is_remission = diagnosis.clinical_status == ClinicalStatus.REMISSION
    if says_remission and not is_remission:
        raise Contradiction(f"{diagnosis.icd10} says that it is in remission. Set the status to in remission.")
    has_code = any(each.remission for each in CODES.values() if each.family == CODES[diagnosis.icd10].family)
    if is_remission and has_code and not says_remission:
        raise Contradiction(f"{diagnosis.icd10} does not say that it is in remission. Choose the code that does.")


def _refuse_twice(episode: EpisodeOfCare, diagnosis: Diagnosis, instead_of: Condition | None = None) -> None:
    standing = Condition.objects.current().filter(episode=episode)
    others = standing.exclude(pk=instead_of.pk) if instead_of else standing
    if same := others.filter(icd10=diagnosis.icd10).first():
        raise AlreadyAssigned(same)
    principal = others.filter(rank=Rank.PRINCIPAL).first()
    if diagnosis.rank == Rank.PRINCIPAL and principal:
        raise PrincipalTaken(principal)


def _write(
    episode: EpisodeOfCare, diagnosis: Diagnosis, submission_id: UUID, *, by: User, at: datetime, **why: object
) -> Condition:
    made = Condition.objects.create(
        episode=episode,
        icd10=diagnosis.icd10,
        rank=diagnosis.rank,
        clinical_status=diagnosis.clinical_status,
        verification=diagnosis.verification,
        onset_on=diagnosis.onset_on,
        note=diagnosis.note.strip(),
        because=diagnosis.because,
        source=diagnosis.source,
        rule_id=diagnosis.rule_id,
        assigned_by=by,
        assigned_at=at,
        submission_id=submission_id,
        **why,
    )
    audit.changed(made, by=by, at=at, patient_id=episode.patient_id)
    return made
