"""Reading the trail, and proving that nobody has altered it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from recovery.audit.models import AuditEvent

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
