"""Registering: one record a person, nothing typed is lost, and likely matches are seen first."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from recovery.audit.models import AuditEvent
from recovery.patients import actions
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import ContactPoint
from tests.cast import NOW, person


def typed(**changes):
    """A complete registration of somebody new."""
    return {
        "submission_id": str(uuid4()), "given_name": "Ruth", "family_name": "Adeyemi", "preferred_name": "",
        "pronouns": "she/her", "birth_date_month": "Jun", "birth_date_day": "5", "birth_date_year": "1981",
        "language": "en", "time_zone": "America/Chicago", "allergy_status": "none_known", "allergies": "",
        "phone": "(312) 555-0142", "consent_sms": "on", "email": "Ruth@Example.org", **changes,
    }  # fmt: skip


def marcus_again(**changes):
    changes = {
        "given_name": "Markus", "family_name": "Whitfeld", "birth_date_month": "12", "birth_date_day": "3",
        "birth_date_year": "1992", "phone": "212 555 0178", **changes,
    }  # fmt: skip
    return typed(**changes)


@pytest.fixture
def at_desk(cast, client):
    client.force_login(cast.intake)
    return client


def post(client, data):
    return client.post(reverse("people-new"), data)


def test_a_new_person_is_registered_and_an_episode_is_opened_next(cast, at_desk):
    response = post(at_desk, typed())
    ruth = Patient.objects.get(family_name="Adeyemi")
    assert response.url == reverse("episode-new", args=[ruth.pk])
    assert (ruth.birth_date, ruth.time_zone, ruth.registered_by) == (date(1981, 6, 5), "America/Chicago", cast.intake)
    points = {c.channel: (c.address, c.has_consent) for c in ruth.contact_points.all()}
    assert points == {"sms": ("+13125550142", True), "email": ("ruth@example.org", False)}
    assert AuditEvent.objects.filter(action="created", patient_id=ruth.pk).count() == 3


def test_a_double_submit_makes_one_record(cast, at_desk):
    data = typed()
    first, second = post(at_desk, data), post(at_desk, data)
    assert first.url == second.url
    assert Patient.objects.filter(family_name="Adeyemi").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_name": " "}, "Enter given name"),
        ({"birth_date_month": "2", "birth_date_day": "30"}, "Date of birth must be a real date"),
        ({"birth_date_year": "2099"}, "Date of birth must be in the past"),
        ({"birth_date_year": "1902"}, "Date of birth gives an age of 124. Check the year"),
        ({"birth_date_day": ""}, "Date of birth must include a day"),
        ({"phone": "555-01"}, "Enter a telephone number with area code"),
        ({"phone": ""}, "Enter a phone number, or clear the tick for texts"),
        ({"consent_email": "on", "email": ""}, "Enter an e-mail address, or clear the tick for e-mail"),
        ({"email": "ruth at home"}, "Enter a valid email address"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
        ({"allergy_status": "known"}, "Write which allergies are known"),
        ({"allergies": "Penicillin"}, "Allergies are written below: choose Known, or clear them"),
        ({"submission_id": "x"}, "This page is out of date. Open it again."),
    ],
)
def test_bad_input_comes_back_with_all_answers_and_what_to_do(cast, at_desk, changes, words):
    response = post(at_desk, typed(pronouns="ze/zir", **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "ze/zir" in page
    assert "<title>Error: Register a person" in page
    assert not Patient.objects.filter(family_name="Adeyemi").exists()


def test_somebody_probably_known_is_shown_beside_what_was_typed(cast, at_desk):
    response = post(at_desk, marcus_again())
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Whitfeld, Markus", "Whitfield, Marcus", "12 Mar 1992", cast.patient.record_number, "Intake"):
        assert words in page
    assert reverse("chart", args=[cast.patient.pk]) in page
    assert not Patient.objects.filter(family_name="Whitfeld").exists()
    assert AuditEvent.objects.filter(resource="likely match", patient_id=cast.patient.pk).count() == 1


def test_the_page_between_carries_everything_typed(cast, at_desk):
    data = marcus_again(pronouns="ze/zir")
    page = post(at_desk, data).content.decode()
    for name, value in data.items():
        assert f'name="{name}" value="{value}"' in page


def test_registered_anyway_the_matches_seen_are_kept_in_the_trail(cast, at_desk):
    data = marcus_again()
    post(at_desk, data)
    response = post(at_desk, {**data, "confirmed": "on"})
    new = Patient.objects.get(family_name="Whitfeld")
    assert response.url == reverse("episode-new", args=[new.pk])
    event = AuditEvent.objects.get(resource="patients.patient", resource_id=new.pk, action="created")
    assert event.detail == {"despite": [str(cast.patient.pk)]}


def test_change_what_i_typed_gives_the_form_back_without_judging(cast, at_desk):
    response = post(at_desk, {**marcus_again(given_name=""), "edit": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Whitfeld"' in page
    assert "There is 1 problem" not in page


def test_a_match_out_of_reach_shows_who_to_ask_and_no_link(cast, at_desk):
    for stage in (Stage.IN_TREATMENT,):
        actions.move_stage(episode=cast.episode, to=stage, by=cast.counselor, at=NOW)
    page = post(at_desk, marcus_again()).content.decode()
    assert "Keisha Monroe" in page
    assert reverse("chart", args=[cast.patient.pk]) not in page


def test_somebody_who_comes_back_may_get_a_new_episode(cast, at_desk):
    actions.move_stage(episode=cast.episode, to=Stage.CLOSED, by=cast.counselor, at=NOW)
    there = reverse("episode-new", args=[cast.patient.pk])
    assert there in post(at_desk, marcus_again()).content.decode()
    data = {
        "submission_id": str(uuid4()), "referral_source": "self", "reason": "Back again.", "lead": cast.counselor.pk,
    }  # fmt: skip
    response = at_desk.post(there, data)
    assert response.url == reverse("chart", args=[cast.patient.pk])
    assert cast.patient.episodes.open().get().reason == "Back again."


@pytest.mark.parametrize("who", ["counselor", "nurse", "privacy_officer", "patient_user"])
def test_only_intake_registers(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("people-new")).status_code == 403
    assert post(client, typed()).status_code == 403


def test_an_open_episode_is_shown_kindly_and_what_was_typed_is_kept(cast, at_desk):
    data = {
        "submission_id": str(uuid4()), "referral_source": "court", "reason": "Second try", "lead": cast.nurse.pk,
    }  # fmt: skip
    response = at_desk.post(reverse("episode-new", args=[cast.patient.pk]), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "An episode of care is open already" in page
    assert "Second try" in page
    assert EpisodeOfCare.objects.filter(patient=cast.patient).count() == 1


def test_an_episode_needs_a_lead_and_a_source(cast, at_desk):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    response = at_desk.post(reverse("episode-new", args=[ruth.pk]), {"reason": "My words"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Answer the question: Who leads care?" in page
    assert "My words" in page


def test_an_episode_submitted_twice_is_one(cast, at_desk):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    data = {"submission_id": str(uuid4()), "referral_source": "self", "reason": "", "lead": cast.counselor.pk}
    for _ in range(2):
        assert at_desk.post(reverse("episode-new", args=[ruth.pk]), data).status_code == 302
    assert ruth.episodes.count() == 1


def test_an_episode_for_somebody_in_care_elsewhere_does_not_exist(cast, at_desk):
    actions.move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    assert at_desk.get(reverse("episode-new", args=[cast.patient.pk])).status_code == 404


def test_a_patient_may_not_lead_care(cast, at_desk):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    data = {"submission_id": str(uuid4()), "referral_source": "self", "lead": cast.patient_user.pk}
    assert at_desk.post(reverse("episode-new", args=[ruth.pk]), data).status_code == 422


def test_contact_points_are_kept_with_the_zone_of_the_person(cast, at_desk):
    post(at_desk, typed())
    assert set(ContactPoint.objects.filter(patient__family_name="Adeyemi").values_list("time_zone", flat=True)) == {
        "America/Chicago"
    }
