"""Records that never change, and records that two people may edit."""

import pytest
from django.db import ProgrammingError, connection, transaction

from recovery.core.models import StaleEdit
from recovery.patients.models import Patient, StageChange


def test_an_immutable_record_refuses_a_second_save(cast):
    change = StageChange.objects.first()
    with pytest.raises(TypeError, match="never changes"):
        change.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE patients_stagechange SET reason = 'x'",
        "DELETE FROM patients_stagechange",
        "TRUNCATE patients_stagechange",
    ],
)
def test_the_application_role_cannot_change_an_immutable_record(cast, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_first_of_two_edits_wins_and_the_second_sees_it(cast):
    mine = Patient.objects.get(pk=cast.patient.pk)
    theirs = Patient.objects.get(pk=cast.patient.pk)
    theirs.pronouns = "he/him"
    theirs.save_over(theirs.version)
    mine.pronouns = "they/them"
    with pytest.raises(StaleEdit) as stale:
        mine.save_over(mine.version)
    assert stale.value.current.pronouns == "he/him"
    assert Patient.objects.get(pk=cast.patient.pk).pronouns == "he/him"
