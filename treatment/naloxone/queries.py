"""What others may read of a person's naloxone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from recovery.core.findings import Finding
from recovery.core.timeline import Entry, Kind
from recovery.patients.models import EpisodeOfCare
from treatment.naloxone import rules
from treatment.naloxone.codes import KitStatus
from treatment.naloxone.models import NaloxoneRecord


def naloxone(episode: EpisodeOfCare) -> NaloxoneRecord | None:
    """What stands with the person's naloxone now; None when nobody has written anything."""
    return history(episode).first()


def history(episode: EpisodeOfCare) -> QuerySet[NaloxoneRecord]:
    """Every record, the newest first."""
    records = NaloxoneRecord.objects.filter(episode=episode).select_related("recorded_by")
    return records.order_by("-recorded_at", "-id")


def newest_by_episode(episode_ids: Iterable[UUID]) -> Mapping[UUID, NaloxoneRecord]:
    """The present record of each of these episodes that has one, in one query."""
    records = NaloxoneRecord.objects.filter(episode__in=list(episode_ids))
    newest = records.order_by("episode", "-recorded_at", "-id").distinct("episode")
    return {record.episode_id: record for record in newest}


def kit_columns() -> dict[str, Subquery]:
    """The present record as columns `kit_status` and `kit_expires_on` of a query over episodes; null without one."""
    newest = NaloxoneRecord.objects.filter(episode=OuterRef("pk")).order_by("-recorded_at", "-id")
    return {
        "kit_status": Subquery(newest.values("status")[:1]),
        "kit_expires_on": Subquery(newest.values("expires_on")[:1]),
    }


def naloxone_facts(episode: EpisodeOfCare, on: date) -> dict[str, Any]:
    """Facts for `rules.naloxone.evaluate` on the day `on`; whether the disorder is active is left unknown."""
    return facts_of(naloxone(episode), on)


def facts_of(record: NaloxoneRecord | None, on: date) -> dict[str, Any]:
    """The facts of one record; no record is no kit."""
    if record is None:
        return {"kit_status": KitStatus.NONE.value, "days_to_expiry": None, "kit_used_since_last": False}
    return {
        "kit_status": record.status,
        "days_to_expiry": (record.expires_on - on).days if record.expires_on else None,
        "kit_used_since_last": record.used_since_last,
    }


def findings(episode: EpisodeOfCare, on: date) -> list[Finding]:
    """What the naloxone rules say on the day `on`."""
    return rules.evaluate(naloxone_facts(episode, on))


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Each telling about naloxone."""
    url = reverse("treatment:naloxone", args=[episode.pk])
    return [
        Entry(
            at=record.recorded_at,
            title=f"Naloxone: {record.get_status_display().lower()}",
            text="A kit was used since the last visit." if record.used_since_last else "",
            actor=record.recorded_by.name,
            icon="spray",
            tone="warn" if record.used_since_last or record.status == KitStatus.NONE else "on",
            kind=Kind.MEDICINE,
            url=url,
        )
        for record in history(episode)
    ]
