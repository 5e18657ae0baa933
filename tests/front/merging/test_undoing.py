"""A wrong merge is dangerous: it is taken back whole, or not at all and with a sentence that says what to do."""

from dataclasses import replace

import pytest
from django.db.models import Model

from intake.registration import queries as registration
from recovery.audit.models import AuditEvent
from recovery.front.merging import queries
from recovery.front.merging.actions import errors
from recovery.patients import actions as patients
from recovery.patients.codes import Channel, Stage
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import ContactPoint
from recovery.patients.models.merges import MergeUndone
from tests.cast import NOW, open_episode
from tests.intake.registration import given

WITHOUT = {"version"}  # it only rises


def values(record: Model):
    return {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields if f.name not in WITHOUT}


def everything():
    return {
        (model.__name__, record.pk): values(record)
        for model in (Patient, ContactPoint, EpisodeOfCare)
        for record in model.objects.all()
    }


def test_both_records_are_as_they_were(cast, double, merge, undo):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    theirs = double.contact_points.get(channel=Channel.SMS)
    patients.withdraw_consent(contact=theirs, by=cast.intake, at=NOW)
    for survivor, merged in ((cast.patient, double), (double, cast.patient)):
        for continues in (second, cast.episode):
            before = everything()
            made = merge(survivor, merged, take=["given_name", "birth_date"], continues=continues)
            assert everything() != before
            undo(made)
            assert everything() == before


def test_the_closed_episode_says_why_it_was_opened_again(cast, double, merge, undo):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    undo(merge(cast.patient, double, continues=cast.episode))
    last = second.stage_changes.order_by("-pk").first()
    assert (last.from_stage, last.to_stage, last.reason) == (Stage.CLOSED, Stage.IN_INTAKE, "They are brothers.")


def test_what_was_written_since_stays_as_it_was_written(cast, double, merge, undo):
    made = merge(cast.patient, double, take=["given_name"])
    Patient.objects.filter(pk=cast.patient.pk).update(given_name="Mark")
    mine = cast.patient.contact_points.get(channel=Channel.SMS)
    patients.withdraw_consent(contact=mine, by=cast.intake, at=NOW)
    undo(made)
    cast.patient.refresh_from_db()
    mine.refresh_from_db()
    assert (cast.patient.given_name, mine.has_consent) == ("Mark", False)


def test_allergies_written_since_stay_with_what_is_known_of_them(cast, double, merge, undo):
    """Whether there are any and which go together: one alone would contradict the other."""
    Patient.objects.filter(pk=double.pk).update(allergy_status="known", allergies="Latex")
    Patient.objects.filter(pk=cast.patient.pk).update(allergy_status="none_known")
    made = merge(cast.patient, double, take=["allergies"])
    Patient.objects.filter(pk=cast.patient.pk).update(allergies="Latex, rash")
    undo(made)
    cast.patient.refresh_from_db()
    assert (cast.patient.allergy_status, cast.patient.allergies) == ("known", "Latex, rash")


def test_what_was_told_since_takes_nothing_from_the_record_that_stands_apart_again(cast, double, merge, undo):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    first, _ = given.save(cast, "overdoses", episode=second)
    made = merge(cast.patient, double, continues=cast.episode)
    newer, _ = given.save(cast, "overdoses", replace(given.ALL["overdoses"], overdoses=(given.OVERDOSE,) * 2))
    undo(made)
    assert registration.current_revision(double, "overdoses") == first
    assert registration.current_revision(cast.patient, "overdoses") == newer
    second.refresh_from_db()
    given.save(cast, "overdoses", replace(given.ALL["overdoses"], overdoses=(given.OVERDOSE,) * 3), episode=second)


def test_both_stand_in_the_timeline_of_either(cast, double, merge, undo):
    open_episode(double, lead=cast.nurse, by=cast.intake)
    undo(merge(cast.patient, double, continues=cast.episode))
    told = {
        patient: [entry.title for entry in queries.timeline(patient.episodes.open().get())]
        for patient in (cast.patient, double)
    }
    assert told[cast.patient] == [
        f"Merged: {double.record_number} became part of this record",
        f"Merge undone: {double.record_number} stands apart again",
    ]
    assert told[double] == [
        f"Merged: this record became part of {cast.patient.record_number}",
        f"Merge undone: {cast.patient.record_number} stands apart again",
    ]


def test_it_is_in_the_trail_of_both(cast, double, merge, undo):
    undone = undo(merge(cast.patient, double))
    told = AuditEvent.objects.filter(resource="patients.mergeundone", resource_id=undone.pk)
    assert {event.patient_id for event in told} == {cast.patient.pk, double.pk}


def test_undone_twice_it_is_undone_once(cast, double, merge, undo):
    made = merge(cast.patient, double)
    assert undo(made) == undo(made)
    assert MergeUndone.objects.count() == 1


def test_after_it_the_two_may_be_merged_again(cast, double, merge, undo):
    undo(merge(cast.patient, double))
    made = merge(cast.patient, double)
    assert made.merged == double


def test_the_newer_merge_is_undone_first(cast, double, merge, undo):
    from datetime import date

    from tests.cast import person

    third = person("Marc", "Whitfield", date(1992, 3, 12), by=cast.intake)
    first, second = merge(cast.patient, double), merge(cast.patient, third)
    with pytest.raises(errors.CannotUndo, match="Undo the newer merge first"):
        undo(first)
    undo(second)
    undo(first)
    assert Patient.objects.in_use().filter(pk__in=[double.pk, third.pk]).count() == 2


def test_a_closed_episode_that_was_changed_since_stays_closed(cast, double, merge, undo):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    made = merge(cast.patient, double, continues=cast.episode)
    second.refresh_from_db()
    second.save_over(second.version)
    with pytest.raises(errors.CannotUndo, match="changed since"):
        undo(made)
    double.refresh_from_db()
    assert double.merged_into == cast.patient


def test_an_episode_opened_since_must_be_closed_first(cast, double, merge, undo):
    second = open_episode(double, lead=cast.nurse, by=cast.intake)
    made = merge(cast.patient, double, continues=second)
    patients.move_stage(episode=second, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    newest = open_episode(cast.patient, lead=cast.counselor, by=cast.intake)
    with pytest.raises(errors.CannotUndo, match="Close it first"):
        undo(made)
    newest.refresh_from_db()
    patients.move_stage(episode=newest, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    undo(made)
    assert cast.patient.episodes.open().get() == cast.episode
