"""The plan in progress: what was typed before anybody pressed Save."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, QueryDict

from recovery.accounts.permissions import Permission, require
from recovery.core import drafts
from recovery.core.models import Draft
from recovery.patients.models import EpisodeOfCare

if TYPE_CHECKING:
    from recovery.accounts.models import User

FORM = "aftercare-plan"
NEVER_KEPT = {"csrfmiddlewaretoken", "do"}


def find(episode: EpisodeOfCare, actor: User) -> Draft | None:
    """What this writer has typed and never saved, or None."""
    return drafts.find_draft(actor=actor, form_code=FORM, subject_id=episode.pk)


def keep(*, episode_id: UUID, posted: QueryDict, seq: int, by: User, at: datetime) -> bool:
    """Autosave; False when a newer one is already kept.  404 when out of reach.

    The opening of the page was recorded as a read; autosaves show nothing and are not recorded one by one.
    """
    episode = EpisodeOfCare.objects.within_reach_of(by).filter(pk=episode_id).first()
    if episode is None:
        raise Http404
    require(by, Permission.WRITE_AFTERCARE)
    draft = drafts.open_draft(actor=by, form_code=FORM, subject_id=episode.pk)
    data = {name: values for name, values in posted.lists() if name not in NEVER_KEPT}
    return drafts.autosave(draft=draft, data=data, seq=seq, at=at)


def discard(episode: EpisodeOfCare, actor: User) -> None:
    """Throw the draft away: it was saved, or its writer said so."""
    drafts.discard(actor=actor, form_code=FORM, subject_id=episode.pk)
