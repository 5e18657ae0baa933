"""What the law wants for somebody who waits: interim services and admission by when, and what of it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from intake.referrals import rules
from intake.referrals.codes import Service
from intake.referrals.models.interim import InterimServices
from intake.referrals.models.waiting_list import WaitingListEntry


@dataclass(frozen=True, slots=True)
class Obligations:
    """Of one place on the waiting list at `at`; `given` are the interim services on record, the newest first."""

    entry: WaitingListEntry
    given: tuple[InterimServices, ...]
    at: datetime

    @property
    def due(self) -> datetime | None:
        """By when interim services are made available; None where the law does not name the person."""
        return rules.interim_due(self.entry.reasons, requested=self.entry.requested_at)

    @property
    def missing(self) -> tuple[Service, ...]:
        return rules.interim_missing(self.entry.reasons, [each for row in self.given for each in row.services])

    @property
    def missing_labels(self) -> list[str]:
        return [each.label for each in self.missing]

    @property
    def done_at(self) -> datetime | None:
        """When the last of what is wanted was given; None while something is missing."""
        had: list[str] = []
        for row in reversed(self.given):
            had += row.services
            if not rules.interim_missing(self.entry.reasons, had):
                return row.given_at
        return None

    @property
    def is_late(self) -> bool:
        return bool(self.due and self.missing and self.due <= self.at)

    @property
    def admit_by(self) -> datetime | None:
        """By when who injects is admitted."""
        return rules.admission_due(self.entry.reasons, requested=self.entry.requested_at, interim_at=self.done_at)

    @property
    def admission_is_late(self) -> bool:
        return bool(self.admit_by and self.admit_by <= self.at)


def of(entries: Sequence[WaitingListEntry], at: datetime) -> dict[UUID, Obligations]:
    """By the key of the place; one query however many.  What a referral was given counts for the episode it led to."""
    referrals, episodes = {each.referral_id for each in entries}, {each.episode_id for each in entries}
    standing = InterimServices.objects.standing().select_related("by", "referral")
    rows = standing.filter(
        Q(referral__in=referrals) | Q(episode__in=episodes) | Q(referral__episode__in=episodes)
    ).order_by("-given_at", "-id")
    held = list(rows) if entries else []
    return {each.pk: Obligations(each, tuple(row for row in held if _is_for(row, each)), at) for each in entries}


def _is_for(row: InterimServices, entry: WaitingListEntry) -> bool:
    if entry.referral_id:
        return row.referral_id == entry.referral_id
    led_to = row.referral.episode_id if row.referral else row.episode_id
    return led_to == entry.episode_id
