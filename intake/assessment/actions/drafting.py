"""An assessment in progress: what one clinician has typed, kept on the server."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from intake.assessment.actions.assessing import FORM_CODE
from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.core import drafts
from recovery.core.models import Draft
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User


def within_reach(actor: User, episode_id: UUID) -> EpisodeOfCare:
    """The episode for a request that shows nothing of the record; 404 when out of reach."""
    found = EpisodeOfCare.objects.within_reach_of(actor).filter(pk=episode_id).first()
    if found is None:
        raise Http404
    return found


def find(episode: EpisodeOfCare, actor: User) -> Draft | None:
    """The draft of this clinician about this person, or None."""
    return drafts.find_draft(actor=actor, form_code=FORM_CODE, subject_id=episode.pk)


def initial(draft: Draft | None) -> dict[str, Any]:
    """What the form is filled with."""
    return {**draft.data, "seq": draft.seq, "submission_id": draft.submission_id} if draft else {}


@transaction.atomic
def save(*, episode: EpisodeOfCare, typed: Mapping[str, Any], seq: int, by: User, at: datetime) -> Draft | None:
    """Keep what is typed, whatever it is; None when a newer save is there already."""
    require(by, Permission.ASSESS, episode)
    draft = drafts.open_draft(actor=by, form_code=FORM_CODE, subject_id=episode.pk)
    if not draft.seq:
        audit.changed(draft, by=by, at=at, patient_id=episode.patient_id)
    if not drafts.autosave(draft=draft, data=typed, seq=seq, at=at):
        return None
    draft.refresh_from_db()
    return draft
