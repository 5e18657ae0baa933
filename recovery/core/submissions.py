"""One submit, one record: a form carries a submission id, and the same id is never kept twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection

_together: ContextVar[bool] = ContextVar("together", default=False)


def once(submission_id: UUID) -> None:
    """Make submits with one id take turns until the transaction ends, so that the second finds what the first made."""
    if _together.get():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [submission_id.int & 0x7FFF_FFFF_FFFF_FFFF])


@contextmanager
def together(work_id: UUID) -> Iterator[None]:
    """Have all submits inside take one turn, that of `work_id`: thousands of locks are more than PostgreSQL keeps.

    Only for ids that nothing but this work makes; the unique constraint holds for the rest.
    """
    once(work_id)
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)
