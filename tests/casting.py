"""The cast for one test after another, without calling every action anew: what its making wrote is written again.

Triggers, constraints and the audit chain see each row as they saw the first; only reading and deciding is left out.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from functools import cache

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast, assemble
from tests.clock import standing

WRITES = ("INSERT", "UPDATE")


def players() -> Cast:
    """The cast, standing in the database of this test."""
    script, cast = _made()
    with connection.cursor() as cursor:
        cursor.execute(script)
    return deepcopy(cast)


@cache
def _made() -> tuple[str, Cast]:
    """What making the cast wrote, and the cast.

    Made a week before NOW, so that its time-ordered keys come before those of any test.
    """
    with standing(NOW - timedelta(weeks=1)), transaction.atomic():
        with CaptureQueriesContext(connection) as said:
            cast = assemble(NOW)
        transaction.set_rollback(True)
    return ";\n".join(query["sql"] for query in said if query["sql"].startswith(WRITES)), cast
