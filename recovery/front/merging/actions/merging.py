"""Merging two records of one person, and taking a wrong merge back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from recovery.accounts.actions import end_sessions
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.core import drafts
from recovery.core.models import StaleEdit
from recovery.core.submissions import once
from recovery.front.merging.actions import joining, undoing
from recovery.front.merging.actions.errors import BothSignIn, ChooseEpisode, StillWriting
from recovery.outbox.actions import alert_staff
from recovery.patients.actions import move_stage
from recovery.patients.codes import Stage
from recovery.patients.models import CareTeamMember, EpisodeOfCare, Patient
from recovery.patients.models.merges import MergeUndone, PatientMerge

if TYPE_CHECKING:
    from recovery.accounts.models import User

MERGED, UNMERGED = "merged", "unmerged"  # what is told; the first is also the reason with which an episode is closed


@transaction.atomic
def merge_patients(
    *,
    survivor: Patient,
    merged: Patient,
    take: Collection[str] = (),
    join_allergies: bool = False,
    continues: EpisodeOfCare | None = None,
    reason: str,
    submission_id: UUID,
    by: User,
    at: datetime,
) -> PatientMerge:
    """Make `merged` part of `survivor`: all that hangs on it moves, nothing is deleted.

    `take` names what of `rules.IDENTITY` is kept as `merged` has it; `continues` is the open episode that goes on where
    both have one, the other is closed.  Both records are taken at the versions given: raises StaleEdit when one was
    changed meanwhile, CannotMerge with what to do first.  The same `submission_id` again returns the merge already made.
    """
    require(by, Permission.MERGE_PATIENTS)
    once(submission_id)
    if existing := PatientMerge.objects.filter(submission_id=submission_id).first():
        return existing
    survivor, merged = _locked(survivor, merged, by)
    leads = _leads(survivor, merged)
    closed = _close_one(survivor, merged, continues, by=by, at=at)
    joined = joining.join(survivor, merged, take=take, join_allergies=join_allergies)
    joined["after"]["closed_version"] = closed.version if closed else None
    merge = PatientMerge.objects.create(
        survivor=survivor,
        merged=merged,
        closed_episode=closed,
        reason=reason,
        by=by,
        at=at,
        submission_id=submission_id,
        **joined,
    )
    _tell(merge, merge, leads, by=by, at=at)
    return merge


@transaction.atomic
def undo_merge(*, merge: PatientMerge, reason: str, submission_id: UUID, by: User, at: datetime) -> MergeUndone:
    """Let both records stand apart again, each with what it had; raises CannotUndo.

    What was written on the survivor since the merge stays with the survivor.  Undone twice, it is undone once.
    """
    require(by, Permission.MERGE_PATIENTS)
    once(submission_id)
    if existing := MergeUndone.objects.filter(merge=merge).first():
        return existing
    both = Patient.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([merge.survivor_id, merge.merged_id])
    survivor, merged = both[merge.survivor_id], both[merge.merged_id]
    undoing.check(merge, survivor)
    undoing.move_back(merge)
    undoing.restore(merge, survivor, merged)
    undoing.reopen(merge=merge, reason=reason, by=by, at=at)
    undone = MergeUndone.objects.create(merge=merge, reason=reason, by=by, at=at, submission_id=submission_id)
    _tell(undone, merge, _leads(survivor, merged), by=by, at=at)
    return undone


@transaction.atomic
def end_sign_in(*, patient: Patient, by: User, at: datetime) -> None:
    """Close the person's own account on this record and end its sessions; the account is kept, signing in is over."""
    require(by, Permission.MERGE_PATIENTS)
    patient = _one_locked(patient, by)
    account = patient.user
    if account is None:
        return
    account.is_active = False
    account.save_over(account.version)
    end_sessions(account)
    patient.user = None
    patient.save_over(patient.version)
    audit.changed(account, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"active": False})
    audit.changed(patient, by=by, at=at, patient_id=patient.pk, action=Action.CHANGED, detail={"fields": ["user"]})


def _locked(survivor: Patient, merged: Patient, by: User) -> tuple[Patient, Patient]:
    """Both rows, locked in the order of their keys, at the versions that were looked at; at most one signs in."""
    rows = Patient.objects.mergeable_by(by).select_for_update(of=("self",)).order_by("pk")
    now = {row.pk: row for row in rows.filter(pk__in=[survivor.pk, merged.pk])}
    if len(now) < 2:
        raise PermissionDenied
    for seen in (survivor, merged):
        if now[seen.pk].version != seen.version:
            raise StaleEdit(now[seen.pk])
    if all(row.user_id for row in now.values()):
        raise BothSignIn
    return now[survivor.pk], now[merged.pk]


def _one_locked(patient: Patient, by: User) -> Patient:
    found = Patient.objects.mergeable_by(by).select_for_update(of=("self",)).filter(pk=patient.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _close_one(
    survivor: Patient, merged: Patient, continues: EpisodeOfCare | None, *, by: User, at: datetime
) -> EpisodeOfCare | None:
    """Close the open episode that does not continue; None where at most one is open.

    A form begun in it could never be saved again, so none may be: raises StillWriting.
    """
    opened = [*survivor.episodes.open(), *merged.episodes.open()]
    if len(opened) < 2:
        return None
    ending = [episode for episode in opened if continues is None or episode.pk != continues.pk]
    if len(ending) != 1:
        raise ChooseEpisode
    [episode] = ending
    if begun := drafts.begun_about(episode.pk):
        raise StillWriting(sorted({draft.writer for draft in begun}))
    move_stage(episode=episode, to=Stage.CLOSED, by=by, at=at, reason=MERGED)
    episode.refresh_from_db()
    if episode.patient_id == merged.pk:
        episode.version += 1  # it moves next, which raises its version
    return episode


def _leads(*patients: Patient) -> set[User]:
    """Who leads care of these people now."""
    current = CareTeamMember.objects.current().filter(leads=True, episode__patient__in=patients)
    return {place.member for place in current.exclude(episode__stage=Stage.CLOSED).select_related("member")}


def _tell(record: PatientMerge | MergeUndone, merge: PatientMerge, leads: set[User], *, by: User, at: datetime) -> None:
    """The act stands in the trail of each of the two, and whoever leads care of either is told."""
    for mine, other in ((merge.survivor_id, merge.merged_id), (merge.merged_id, merge.survivor_id)):
        audit.changed(record, by=by, at=at, patient_id=mine, detail={"other": str(other)})
    for lead in leads - {by}:
        alert_staff(subject_id=record.pk, slot=MERGED if record is merge else UNMERGED, to=lead, at=at)
