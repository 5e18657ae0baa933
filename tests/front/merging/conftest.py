"""Marcus, written a second time as Markus Whitfeld, with an episode of care of his own."""

from datetime import date
from uuid import uuid4

import pytest

from recovery.front.merging import actions
from recovery.patients.models import Patient
from tests.cast import NOW, person


@pytest.fixture
def double(cast):
    """The second record of Marcus: registered yesterday, nobody cares for it yet."""
    return person("Markus", "Whitfeld", date(1992, 12, 3), by=cast.intake, phone="+12125550177")


@pytest.fixture
def merge(cast):
    """Merge two records as they are now."""

    def merge(survivor, merged, **changes):
        given = {"reason": "Same phone, same face.", "submission_id": uuid4(), "by": cast.intake, "at": NOW} | changes
        fresh = [Patient.objects.get(pk=each.pk) for each in (survivor, merged)]
        return actions.merge_patients(survivor=fresh[0], merged=fresh[1], **given)

    return merge


@pytest.fixture
def undo(cast):
    """Take a merge back."""

    def undo(made, **changes):
        given = {"reason": "They are brothers.", "submission_id": uuid4(), "by": cast.intake, "at": NOW} | changes
        return actions.undo_merge(merge=made, **given)

    return undo
