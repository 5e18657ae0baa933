"""The steps of taking a merge back.  What somebody wrote since is newer than the merge, and is left as they wrote it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from recovery.audit import actions as audit
from recovery.front.merging.actions import relations
from recovery.front.merging.actions.errors import CannotUndo
from recovery.front.merging.actions.joining import OWN, plain
from recovery.patients.models import EpisodeOfCare, Patient, StageChange
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.models.merges import PatientMerge
from recovery.patients.rules.merging import IDENTITY
from recovery.patients.states import REOPENING

if TYPE_CHECKING:
    from recovery.accounts.models import User

LATER = "The record that this one became part of was merged again since. Undo the newer merge first."
MOVED_ON = "Something that this merge moved has been moved again since. Ask the privacy officer to look at both trails."
CHANGED_SINCE = "The episode of care that this merge closed has been changed since, so it cannot be opened again."
OPENED_SINCE = (
    "Another episode of care of the same person is open, and a person has one open episode at a time. "
    "Close it first, then undo the merge."
)


def check(merge: PatientMerge, survivor: Patient) -> None:
    """Raise CannotUndo when a newer merge stands on this one."""
    newer = survivor.merges.filter(pk__gt=merge.pk, undone__isnull=True)
    if survivor.merged_into_id or newer.exists():
        raise CannotUndo(LATER)


def move_back(merge: PatientMerge) -> None:
    """Point every moved row where it was; raises CannotUndo when one is no longer where the merge put it."""
    for move in reversed(merge.moved):
        if not relations.move_back(move):
            raise CannotUndo(MOVED_ON)


def restore(merge: PatientMerge, survivor: Patient, merged: Patient) -> None:
    """Give both records the values they had, except where somebody changed them since."""
    before = merge.before["identity"]
    unchanged = _unchanged(merge, survivor)
    account = survivor.user_id if "user_id" in unchanged else None
    _set(survivor, {name: before[name] for name in unchanged})
    survivor.save_over(survivor.version)  # first, for an account belongs to one record
    merged.merged_into, merged.user_id = None, account
    merged.save_over(merged.version)
    for key, version in merge.after["contacts"].items():
        contact = ContactPoint.objects.select_for_update().filter(pk=key, version=version).first()
        if contact:
            _set(contact, merge.before["contacts"][key])
            contact.save_over(contact.version)


def reopen(*, merge: PatientMerge, reason: str, by: User, at: datetime) -> None:
    """Open the episode that the merge closed; raises CannotUndo when it, or the person's care, has moved on."""
    if merge.closed_episode_id is None:
        return
    episode = EpisodeOfCare.objects.select_for_update().get(pk=merge.closed_episode_id)
    raised = 1 if any(str(episode.pk) in move["ids"] for move in merge.moved) else 0  # by moving back just now
    if episode.version != merge.after["closed_version"] + raised:
        raise CannotUndo(CHANGED_SINCE)
    if EpisodeOfCare.objects.open().filter(patient=episode.patient_id).exists():
        raise CannotUndo(OPENED_SINCE)
    closing = episode.stage_changes.order_by("-at", "-pk").first()
    assert closing is not None
    REOPENING.check(episode.stage, closing.from_stage)
    change = StageChange.objects.create(
        episode=episode, from_stage=episode.stage, to_stage=closing.from_stage, reason=reason, by=by, at=at
    )
    episode.stage, episode.closed_at = closing.from_stage, None
    episode.save_over(episode.version)
    audit.changed(change, by=by, at=at, patient_id=episode.patient_id, detail={"to": change.to_stage})


def _unchanged(merge: PatientMerge, survivor: Patient) -> list[str]:
    """What the merge changed and nobody since; what goes together (allergies and whether there are any) stays together."""
    after = merge.after["identity"]
    groups = [[name for name in group if name in after] for group in (*IDENTITY.values(), *((name,) for name in OWN))]
    now = plain({name: getattr(survivor, name) for name in after})
    return [name for group in groups if all(now[each] == after[each] for each in group) for name in group]


def _set(record: Any, values: dict[str, Any]) -> None:
    """Set stored values, read as the fields' own types."""
    for name, value in values.items():
        setattr(record, name, record._meta.get_field(name).to_python(value))
