"""Giving out links by which a person does one thing without signing in, using them up, closing them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from recovery.core.ids import uuid7
from recovery.outbox.codes import Purpose
from recovery.outbox.models import SecureLink
from recovery.outbox.queries.links import LinkState, digest_of, state_of, token_for, token_of
from recovery.patients.models import Patient


class LinkNotOpen(Exception):
    """The link was used, revoked or has expired; `state` says which."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"This link is {state}.")
        self.state = state


@transaction.atomic
def issue_link(*, purpose: Purpose, subject_id: UUID, patient: Patient, expires_at: datetime) -> tuple[SecureLink, str]:
    """A link to answer `subject_id` until `expires_at`, and its token; an open one for the same is given again."""
    live = SecureLink.objects.filter(
        occurrence_purpose=purpose,
        subject_id=subject_id,
        patient=patient,
        expires_at=expires_at,
        used_at__isnull=True,
        revoked_at__isnull=True,
    ).first()
    if live:
        return live, token_of(live)
    key = uuid7()
    token = token_for(key, settings.SECRET_KEY)
    link = SecureLink.objects.create(
        id=key,
        occurrence_purpose=purpose,
        subject_id=subject_id,
        patient=patient,
        token_digest=digest_of(token),
        expires_at=expires_at,
    )
    return link, token


@transaction.atomic
def use_link(link: SecureLink, *, at: datetime) -> None:
    """Use up `link`, once; raises LinkNotOpen.  Belongs in the transaction that stores what was answered."""
    used = SecureLink.objects.filter(
        pk=link.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
    ).update(used_at=at)
    link.refresh_from_db(fields=["used_at", "revoked_at"])
    if not used:
        raise LinkNotOpen(state_of(link, at))


@transaction.atomic
def revoke_links(*, subject_id: UUID, at: datetime) -> int:
    """Close every open link to `subject_id`; returns how many there were."""
    return SecureLink.objects.filter(subject_id=subject_id, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=at
    )
