"""Writing what was planned: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.core.submissions import together
from recovery.patients import actions as patients
from recovery.patients.importing.keys import WHOLE
from recovery.patients.importing.planning import Outcome, Planned

if TYPE_CHECKING:
    from recovery.accounts.models import User


class SomeRowsFail(Exception):
    """Rows need somebody's decision first; nothing was written."""


@transaction.atomic
def import_patients(
    *,
    planned: Sequence[Planned],
    only_valid: bool = False,
    by: User,
    at: datetime,
    seen: Callable[[int], None] = lambda done: None,
) -> int:
    """Register everybody who is to be created, with contact points and episode; returns how many.

    Raises SomeRowsFail when a row fails, unless `only_valid`.  One transaction: a crash leaves nothing half done.
    """
    require(by, Permission.REGISTER_PATIENT)
    if not only_valid and any(each.fails for each in planned):
        raise SomeRowsFail
    with together(WHOLE):
        new = [each for each in planned if each.outcome is Outcome.CREATE]
        for done, each in enumerate(new, start=1):
            _register(each, by=by, at=at)
            seen(done)
    return len(new)


def _register(planned: Planned, *, by: User, at: datetime) -> None:
    entry = planned.entry
    assert entry is not None
    patient = patients.register_patient(
        **entry.own, contacts=entry.contacts, despite=planned.despite, submission_id=entry.key, by=by, at=at
    )
    if entry.episode:
        patients.open_episode(patient=patient, **entry.episode, by=by, at=at)
    planned.records = [patient.record_number]
