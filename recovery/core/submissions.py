"""One submit, one record: a form carries a submission id, and the same id is never kept twice."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def once(submission_id: UUID) -> None:
    """Make submits with one id take turns until the transaction ends, so that the second finds what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [submission_id.int & 0x7FFF_FFFF_FFFF_FFFF])
