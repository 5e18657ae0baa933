"""A merged record is found no more; its number, its name and its addresses lead to the survivor."""

import pytest
from django.urls import reverse

from recovery.patients import actions, queries
from recovery.patients.codes import Stage
from recovery.patients.models import Patient
from recovery.patients.queries import numbers
from recovery.patients.queries.matches import likely_matches
from tests.cast import NOW


@pytest.fixture
def merged(cast, double, merge):
    merge(cast.patient, double)
    return double


@pytest.fixture
def at_desk(cast, client):
    client.force_login(cast.intake)
    return client


def found(cast, words):
    return [row.patient for row in queries.search(cast.intake, words, at=NOW).rows]


def test_its_number_and_its_old_name_lead_to_the_survivor(cast, merged):
    assert found(cast, merged.record_number) == [cast.patient]
    assert found(cast, "Whitfeld, Markus") == [cast.patient]
    assert found(cast, cast.patient.record_number) == [cast.patient]


def test_the_caseload_leaves_it_out(cast, merged):
    assert merged not in queries.caseload(cast.intake)
    assert merged not in Patient.objects.openable_by(cast.intake)


def test_it_is_no_likely_match_but_the_survivor_is(cast, merged):
    from uuid import uuid4

    likely = likely_matches(
        cast.intake, names="Markus Whitfeld", birth_date=cast.patient.birth_date, phones=frozenset(),
        submission_id=uuid4(), at=NOW,
    )  # fmt: skip
    assert [match.patient for match in likely] == [cast.patient]


@pytest.mark.parametrize("name", ["chart", "timeline", "contacts", "care-team", "episode-new", "merge-find"])
def test_its_addresses_lead_to_the_survivors(cast, merged, at_desk, name):
    response = at_desk.get(reverse(name, args=[merged.pk]) + "?kind=clinical")
    assert (response.status_code, response["Location"]) == (
        302, reverse(name, args=[cast.patient.pk]) + "?kind=clinical",
    )  # fmt: skip


def test_what_is_posted_to_it_is_posted_again_to_the_survivor(cast, merged, at_desk):
    data = {"channel": "phone", "address": "212 555 0100", "allowed_from": "09:00", "allowed_until": "20:00"}
    response = at_desk.post(reverse("contact-add", args=[merged.pk]), data, follow=True)
    assert response.redirect_chain[0] == (reverse("contact-add", args=[cast.patient.pk]), 307)
    assert cast.patient.contact_points.filter(address="+12125550100").exists()


def test_out_of_reach_it_does_not_exist(cast, merged, client):
    client.force_login(cast.outsider)
    assert client.get(reverse("chart", args=[merged.pk])).status_code == 404
    actions.move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    client.force_login(cast.intake)
    assert client.get(reverse("chart", args=[merged.pk])).status_code == 404


def test_the_api_does_not_hold_it(cast, merged, at_desk):
    assert at_desk.get(reverse("api:person-detail", args=[merged.pk])).status_code == 404
    listed = at_desk.get(reverse("api:person-list")).json()["results"]
    assert {row["id"] for row in listed} == {str(cast.patient.pk), str(cast.other_patient.pk)}


def test_a_registration_submitted_again_leads_to_the_survivor(cast, merged):
    again = actions.register_patient(
        given_name="Markus", family_name="Whitfeld", birth_date=merged.birth_date, time_zone="America/New_York",
        submission_id=merged.submission_id, by=cast.intake, at=NOW,
    )  # fmt: skip
    assert again == cast.patient


@pytest.mark.parametrize("who", ["patient", "double"])
def test_the_trail_of_either_number_tells_of_both(cast, merged, client, who):
    number = {"patient": cast.patient, "double": merged}[who].record_number
    client.force_login(cast.privacy_officer)
    page = client.post(reverse("audit:trail"), {"record": number}).content.decode()
    assert cast.patient.record_number in page
    assert merged.record_number in page


def test_of_one_person_goes_both_ways(cast, merged):
    both = {cast.patient.pk, merged.pk}
    assert numbers.of_one_person(cast.patient.pk) == numbers.of_one_person(merged.pk) == both
    assert numbers.of_one_person(cast.other_patient.pk) == {cast.other_patient.pk}
