"""Changing who a person is recorded to be: over the version that was seen, with a trail, and nothing else."""

import pytest
from django.core.exceptions import PermissionDenied

from recovery.audit.models import AuditEvent
from recovery.core.models import StaleEdit
from recovery.patients.actions.identity import update_patient
from recovery.patients.models import Patient
from tests.cast import NOW


def change(cast, fields, **given):
    cast.patient.refresh_from_db()
    values = {"patient": cast.patient, "fields": fields, "version": cast.patient.version, "by": cast.intake, "at": NOW}
    return update_patient(**{**values, **given})


def trail(cast):
    return AuditEvent.objects.filter(resource="patients.patient", action="changed", patient_id=cast.patient.pk)


def test_what_differs_is_written_and_named_in_the_trail(cast):
    after = change(cast, {"given_name": "Mark", "family_name": "Whitfield", "sex": "male"})
    assert (after.given_name, after.sex, after.search_name) == ("Mark", "male", "mark whitfield marc")
    assert trail(cast).get().detail == {"fields": ["given_name", "sex"]}


def test_what_is_the_same_changes_nothing(cast):
    before = Patient.objects.get(pk=cast.patient.pk).version
    assert change(cast, {"given_name": "Marcus"}, version=0).version == before
    assert not trail(cast).exists()


def test_a_version_that_is_not_the_newest_is_refused_with_the_newest(cast):
    change(cast, {"pronouns": "he/him"})
    with pytest.raises(StaleEdit) as refused:
        change(cast, {"pronouns": "they/them"}, version=1)
    assert refused.value.current.pronouns == "he/him"


def test_only_what_may_be_edited_is(cast):
    with pytest.raises(ValueError, match="number"):
        change(cast, {"number": 1})


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "patient_user"])
def test_only_who_cares_for_the_person_changes_it(cast, who):
    with pytest.raises(PermissionDenied):
        change(cast, {"given_name": "X"}, by=getattr(cast, who))


def test_only_contact_points_of_the_old_place_move_with_the_person(cast):
    away = cast.patient.contact_points.first()
    away.time_zone = "Europe/London"
    away.save_over(away.version)
    change(cast, {"time_zone": "America/Denver"})
    zones = sorted(cast.patient.contact_points.values_list("time_zone", flat=True))
    assert zones == ["America/Denver", "Europe/London"]
