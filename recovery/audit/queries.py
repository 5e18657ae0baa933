"""Reading the trail, and proving that nobody has altered it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from recovery.audit import actions as audit
from recovery.audit.models import AuditEvent, Override

if TYPE_CHECKING:
    from recovery.accounts.models import User

PAGE = 50  # events; what fits two screens and one sheet of paper

_BROKEN = """
    SELECT e.chain, e.position
      FROM (SELECT a.*, lag(a.hash, 1, '') OVER w AS expected_previous, row_number() OVER w AS expected_position
              FROM audit_auditevent a WINDOW w AS (PARTITION BY a.chain ORDER BY a.position)) e
      JOIN audit_auditevent plain ON plain.id = e.id
     WHERE e.previous_hash <> e.expected_previous
        OR e.position <> e.expected_position
        OR e.hash <> audit_hash(plain)
    UNION ALL
    SELECT c.chain, c.position
      FROM audit_auditchain c
      LEFT JOIN audit_auditevent last ON last.chain = c.chain AND last.position = c.position
     WHERE c.position > 0 AND (last.hash IS NULL OR last.hash <> c.hash)
     ORDER BY 1, 2
"""


def past_overrides(resource_ids: Iterable[UUID]) -> list[Override]:
    """Who went past which rule about these records and why, the first one first."""
    return list(Override.objects.filter(resource_id__in=resource_ids).select_related("by").order_by("at", "id"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are wanted; what is empty does not narrow."""

    patient_id: UUID | None = None
    actor: User | None = None
    action: str = ""
    one_person: frozenset[UUID] = frozenset()  # with the records merged into or from `patient_id`


@dataclass(frozen=True, slots=True)
class Page:
    """Events, newest first; `after` is the place at which the next page begins, empty on the last."""

    events: list[AuditEvent]
    after: str

    @property
    def patient_ids(self) -> set[UUID]:
        """The people these events are about."""
        return {event.patient_id for event in self.events if event.patient_id}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found.  `broken`: (chain, position) of what does not fit; `unfinished`: it took too long."""

    events: int
    broken: list[tuple[int, int]]
    unfinished: bool = False

    @property
    def is_whole(self) -> bool:
        return not self.broken and not self.unfinished


def broken_links() -> list[tuple[int, int]]:
    """(chain, position) of every event that does not fit its chain: altered, removed or inserted."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN)
        return [(chain, position) for chain, position in cursor.fetchall()]


def newest_first(
    *, patient_id: UUID | None = None, before: tuple[datetime, UUID] | None = None
) -> QuerySet[AuditEvent]:
    """Events for the privacy officer, newest first; `before` is the (at, id) of the last row already seen."""
    events = AuditEvent.objects.select_related("actor").order_by("-at", "-id")
    if patient_id:
        events = events.filter(patient_id=patient_id)
    if before:
        at, key = before
        events = events.filter(at__lte=at).exclude(at=at, id__gte=key)
    return events


def page(asked: Asked, *, before: tuple[datetime, UUID] | None, by: User, at: datetime) -> Page:
    """One page of the trail; that `by` read it is recorded after the events are taken, so it is on no page it records."""
    events = newest_first(before=before)
    if asked.patient_id:
        events = events.filter(patient_id__in=asked.one_person | {asked.patient_id})
    if asked.actor:
        events = events.filter(actor=asked.actor)
    if asked.action:
        events = events.filter(action=asked.action)
    found = list(events[: PAGE + 1])
    shown = Page(found[:PAGE], f"{found[PAGE - 1].at.isoformat()}|{found[PAGE - 1].pk}" if len(found) > PAGE else "")
    audit.read("audit trail", by=by, at=at, patient_id=asked.patient_id, ids=sorted(shown.patient_ids))
    return shown


def verify(*, by: User, at: datetime) -> Verdict:
    """Check every link; a trail too long for a page is left to `manage.py verify_audit`.  Recorded as a read."""
    audit.read("audit verification", by=by, at=at)
    try:
        with transaction.atomic():  # a time-out must not take the record of this read with it
            return Verdict(AuditEvent.objects.count(), broken_links())
    except OperationalError:
        return Verdict(0, [], unfinished=True)
