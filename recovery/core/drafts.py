"""Drafts: what a person has typed so far, on the server, never in the browser's storage.

`actor` is a User everywhere here, or None for the person themselves; this room lies below the one that defines it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from recovery.core.models import Draft

KEPT = timedelta(days=7)  # reliability 3, design 1: long enough for a holiday weekend, then it is purged


@transaction.atomic
def open_draft(*, actor: Any, form_code: str, subject_id: UUID, base_version: int = 0) -> Draft:
    """The actor's draft of this form about this subject, made if there is none."""
    draft, _ = Draft.objects.get_or_create(
        actor=actor, form_code=form_code, subject_id=subject_id, defaults={"base_version": base_version}
    )
    return draft


def find_draft(*, actor: Any, form_code: str, subject_id: UUID) -> Draft | None:
    """The actor's draft, or None when nothing was begun."""
    return Draft.objects.of(actor, form_code, subject_id).first()


def begun_about(subject_id: UUID) -> list[Draft]:
    """Everybody's drafts about this subject in which something is typed."""
    return list(Draft.objects.filter(subject_id=subject_id).exclude(data={}).select_related("actor"))


@transaction.atomic
def autosave(*, draft: Draft, data: Mapping[str, Any], seq: int, at: datetime) -> bool:
    """Keep `data` if `seq` is newer than what is kept; False when a newer save was already here."""
    newer = Draft.objects.filter(pk=draft.pk, seq__lt=seq)
    return bool(newer.update(data=dict(data), seq=seq, updated_at=at))


def discard(*, actor: Any, form_code: str, subject_id: UUID) -> None:
    """Throw the draft away: it was submitted, or its writer said so."""
    Draft.objects.of(actor, form_code, subject_id).delete()


def purge(*, at: datetime) -> int:
    """Delete drafts nobody touched for `KEPT`; returns how many."""
    return Draft.objects.filter(updated_at__lt=at - KEPT).delete()[0]
