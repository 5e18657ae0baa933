"""Interim services: what the law wants for who waits, what was given, and that the lists say so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.referrals import actions, queries
from intake.referrals.actions import errors
from intake.referrals.models import Referral
from intake.referrals.models.interim import InterimServices
from recovery.audit.models import AuditEvent
from recovery.patients.models import EpisodeOfCare
from tests.cast import NOW
from tests.intake.referrals.given import asked, waiting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE = ["education", "fetus", "prenatal"]


def give(cast, entry, *services, at=NOW + HOUR, **told):
    values = {"given_at": at, "submission_id": uuid4(), "by": cast.nurse, "at": at}
    return actions.give_interim(entry=entry, services=services, **{**values, **told})


def test_the_hours_count_from_the_request_and_not_from_the_list(cast):
    referral = asked("injecting", at=NOW - 40 * HOUR)
    actions.triage(referral=referral, reasons=["injecting"], by=cast.intake, at=NOW)
    place = actions.put_on_waiting_list(referral=referral, reasons=["injecting"], by=cast.intake, at=NOW)
    owed = queries.wanted(place, NOW)
    assert (owed.due, owed.is_late, queries.wanted(place, NOW + 8 * HOUR).is_late) == (NOW + 8 * HOUR, False, True)
    assert owed.admit_by == NOW - 40 * HOUR + 14 * DAY


def test_a_referral_taken_up_again_asks_anew(cast):
    referral = asked("injecting", at=NOW - 90 * DAY)
    actions.close(referral=referral, to="declined", why="not_wanted", by=cast.intake, at=NOW - 80 * DAY)
    actions.reopen(referral=referral, by=cast.intake, at=NOW)
    actions.triage(referral=referral, reasons=["injecting"], by=cast.intake, at=NOW)
    place = actions.put_on_waiting_list(referral=referral, reasons=["injecting"], by=cast.intake, at=NOW)
    assert place.requested_at == NOW


def test_an_assessed_person_counts_from_the_referral_that_led_here_else_from_the_opening(cast):
    place = actions.put_on_waiting_list(episode=cast.episode, reasons=["injecting"], by=cast.counselor, at=NOW)
    assert place.requested_at == EpisodeOfCare.objects.get(pk=cast.episode.pk).opened_at
    actions.take_off(entry=place, why="other", by=cast.counselor, at=NOW)
    referral = asked("injecting", at=NOW - DAY)
    Referral.objects.filter(pk=referral.pk).update(
        state="converted", patient=cast.patient, episode=cast.episode, closed_at=NOW, call_due_at=None
    )
    place = actions.put_on_waiting_list(episode=cast.episode, reasons=["injecting"], by=cast.counselor, at=NOW)
    assert place.requested_at == NOW - DAY


def test_what_was_given_answers_what_is_due_and_the_later_admission(cast):
    _, place = waiting(cast, "pregnant", "injecting")
    give(cast, place, "education", "naloxone")
    half = queries.wanted(place, NOW + 2 * HOUR)
    assert ([str(each) for each in half.missing], half.done_at, half.admit_by) == (
        ["fetus", "prenatal"],
        None,
        NOW + 14 * DAY,
    )
    made = give(cast, place, "prenatal", "fetus", at=NOW + 2 * HOUR, where_to=" County clinic ")
    whole = queries.wanted(place, NOW + 3 * DAY)
    assert (whole.missing, whole.done_at, whole.is_late, whole.admit_by) == ((), NOW + 2 * HOUR, False, NOW + 120 * DAY)
    assert (made.services, made.where_to, made.by) == (["fetus", "prenatal"], "County clinic", cast.nurse)
    event = AuditEvent.objects.get(resource="intake.interimservices", resource_id=made.pk)
    assert (event.actor, event.detail) == (cast.nurse, {})


def test_given_too_late_they_are_given_and_the_admission_stays_near(cast):
    _, place = waiting(cast, "injecting")
    give(cast, place, "education", at=NOW + 3 * DAY)
    owed = queries.wanted(place, NOW + 4 * DAY)
    assert (owed.missing, owed.is_late, owed.admit_by) == ((), False, NOW + 14 * DAY)


def test_what_a_referral_was_given_counts_when_the_person_waits_as_a_patient(cast):
    referral, place = waiting(cast, "injecting")
    give(cast, place, "education")
    actions.take_off(entry=place, why="admitted", by=cast.intake, at=NOW)
    Referral.objects.filter(pk=referral.pk).update(
        state="converted", patient=cast.patient, episode=cast.episode, closed_at=NOW, call_due_at=None
    )
    anew = actions.put_on_waiting_list(episode=cast.episode, reasons=["injecting"], by=cast.counselor, at=NOW + DAY)
    assert queries.wanted(anew, NOW + DAY).missing == ()


def test_the_same_submit_makes_one_row_and_the_future_is_refused(cast):
    _, place = waiting(cast, "injecting")
    key = uuid4()
    made = {give(cast, place, "education", submission_id=key).pk for _ in range(500)}
    assert (len(made), InterimServices.objects.count()) == (1, 1)
    with pytest.raises(errors.NotYet):
        give(cast, place, "education", at=NOW, given_at=NOW + HOUR)


def test_a_mistake_is_taken_back_once_and_both_rows_stay(cast):
    _, place = waiting(cast, "injecting")
    made = give(cast, place, "education")

    def take_back(key):
        return actions.take_back_interim(
            entry=place, given=made, mistake="wrong_person", submission_id=key, by=cast.intake, at=NOW + 2 * HOUR
        )

    key = uuid4()
    assert take_back(key) == take_back(key)
    with pytest.raises(errors.TakenBack):
        take_back(uuid4())
    owed = queries.wanted(place, NOW + 3 * DAY)
    assert (owed.given, owed.is_late, InterimServices.objects.count()) == ((), True, 2)


@pytest.mark.parametrize("who", ["outsider", "privacy_officer", "administrator", "patient_user"])
def test_others_record_nothing(cast, who):
    _, place = waiting(cast, "injecting")
    with pytest.raises(PermissionDenied):
        give(cast, place, "education", by=getattr(cast, who))


def test_the_database_keeps_the_rows_and_asks_what_was_given(cast):
    _, place = waiting(cast, "injecting")
    made = give(cast, place, "education")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        InterimServices.objects.filter(pk=made.pk).update(where_to="x")
    with pytest.raises(IntegrityError, match="interim_given_or_taken_back"), transaction.atomic():
        give(cast, place)


# --- pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.intake)
    return client


def said(client, name, *args):
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def posted(**told):
    return {"submission_id": str(uuid4()), "given_at": "2020-01-01T10:00", **told}


def test_the_list_says_what_is_due_then_overdue_then_given(cast, desk):
    referral, place = waiting(cast, "pregnant", at=timezone.now())
    assert "Interim services by" in said(desk, "intake:waiting-list")
    type(place).objects.filter(pk=place.pk).update(requested_at=timezone.now() - 3 * DAY)
    assert "Interim services overdue" in said(desk, "intake:waiting-list")
    assert "Counseling on what alcohol and drugs do to the unborn child" in said(desk, "intake:referral", referral.pk)
    where = reverse("intake:waiting-interim", args=[place.pk])
    assert desk.post(where, posted(services=WHOLE, where_to="County clinic")).status_code == 302
    assert "Interim services given" in said(desk, "intake:waiting-list")
    shown = said(desk, "intake:waiting-interim", place.pk)
    assert "referred to County clinic" in shown
    assert "Recorded by Paul Eriksen" in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Error:"),
        ({"services": ["tea"]}, "Error:"),
        ({"services": ["education", "declined"]}, "not both"),
        ({"services": ["education"], "given_at": "2999-01-01T10:00"}, "after it was given"),
        ({"services": ["education"], "given_at": "soon"}, "Error:"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(cast, desk, wrong, sentence):
    _, place = waiting(cast, "injecting")
    reply = desk.post(reverse("intake:waiting-interim", args=[place.pk]), posted(where_to="My place", **wrong))
    assert (reply.status_code, InterimServices.objects.count()) == (422, 0)
    assert sentence in reply.content.decode()
    assert "My place" in reply.content.decode()


def test_a_mistake_is_taken_back_on_its_page(cast, desk):
    _, place = waiting(cast, "injecting")
    made = give(cast, place, "education")
    where = reverse("intake:interim-mistake", args=[place.pk, made.pk])
    assert desk.get(where).status_code == 200
    assert desk.post(where, {"submission_id": str(uuid4()), "mistake": "not_given"}).status_code == 302
    assert "Nothing recorded yet" in said(desk, "intake:waiting-interim", place.pk)
    assert desk.get(where).status_code == 404


def test_the_place_of_a_patient_out_of_reach_is_not_there(cast, client):
    place = actions.put_on_waiting_list(episode=cast.other_episode, reasons=["injecting"], by=cast.intake, at=NOW)
    client.force_login(cast.nurse)
    assert client.get(reverse("intake:waiting-interim", args=[place.pk])).status_code == 404


def test_taking_a_patient_off_the_list_asks_for_no_words_that_nobody_keeps(cast, desk):
    place = actions.put_on_waiting_list(episode=cast.episode, reasons=[], by=cast.intake, at=NOW)
    assert 'name="note"' not in said(desk, "intake:waiting-off", place.pk)
    _, other = waiting(cast)
    assert 'name="note"' in said(desk, "intake:waiting-off", other.pk)
