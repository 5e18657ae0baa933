"""The pages: two records side by side, one decision, one record, and the way back."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from recovery.audit.models import AuditEvent
from recovery.patients import actions as patients
from recovery.patients.codes import Stage
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import NewContact
from recovery.patients.models.merges import PatientMerge
from tests.cast import NOW, open_episode, person


@pytest.fixture
def at_desk(cast, client):
    client.force_login(cast.intake)
    return client


@pytest.fixture
def there(cast, double):
    return reverse("merge", args=[cast.patient.pk, double.pk])


@pytest.fixture
def decided(cast, double):
    """Everything that is asked, decided for Marcus's first record."""
    first, second = (Patient.objects.get(pk=each.pk) for each in (cast.patient, double))
    chosen = dict.fromkeys(("survivor", "given_name", "family_name", "preferred_name", "birth_date"), str(first.pk))
    return {
        **chosen, "reason": "Same phone, same face.", "submission_id": str(uuid4()), "version": first.version,
        "other_version": second.version,
    }  # fmt: skip


def test_the_chart_leads_to_it_and_the_number_finds_the_other(cast, double, at_desk):
    find = reverse("merge-find", args=[cast.patient.pk])
    assert find in at_desk.get(reverse("chart", args=[cast.patient.pk])).content.decode()
    response = at_desk.post(find, {"number": double.record_number})
    assert response.url == reverse("merge", args=[cast.patient.pk, double.pk])


@pytest.mark.parametrize("number", ["R-99999", "Whitfeld", "{own}"])
def test_a_number_of_no_other_record_comes_back_with_a_sentence(cast, double, at_desk, number):
    data = {"number": number.format(own=cast.patient.record_number)}
    response = at_desk.post(reverse("merge-find", args=[cast.patient.pk]), data)
    assert response.status_code == 422
    assert "There is no other record with this number" in response.content.decode()


def test_both_stand_side_by_side_and_each_showing_is_recorded(cast, double, at_desk, there):
    page = at_desk.get(there).content.decode()
    for words in ("Whitfield, Marcus", "Whitfeld, Markus", "12 Mar 1992", "3 Dec 1992", "Which record stays?"):
        assert words in page
    shown = AuditEvent.objects.filter(resource="record to merge", action="read")
    assert set(shown.values_list("patient_id", flat=True)) == {cast.patient.pk, double.pk}


def test_only_what_differs_is_asked(cast, double, at_desk, there):
    page = at_desk.get(there).content.decode()
    assert 'name="birth_date"' in page
    for same in ('name="language"', 'name="time_zone"', 'name="continues"'):
        assert same not in page


def test_a_record_out_of_reach_can_be_merged(cast, double, at_desk, there, decided):
    """It was found by number, or as a likely match; whoever leads care is told."""
    patients.move_stage(episode=cast.episode, to=Stage.IN_TREATMENT, by=cast.counselor, at=NOW)
    assert at_desk.get(reverse("chart", args=[cast.patient.pk])).status_code == 404
    response = at_desk.post(there, decided)
    assert response.url == reverse("merge-record", args=[PatientMerge.objects.get().pk])


def test_decided_they_are_one_and_the_page_says_what_moved(cast, double, at_desk, there, decided):
    page = at_desk.post(there, decided, follow=True).content.decode()
    double.refresh_from_db()
    assert double.merged_into == cast.patient
    for words in (f"{double.record_number} is now part of {cast.patient.record_number}", "Contact points: 1"):
        assert words in page


def test_the_page_of_a_merge_says_what_stood_before(cast, double, at_desk, there, decided):
    page = at_desk.post(there, {**decided, "birth_date": str(double.pk)}, follow=True).content.decode()
    assert "Birth date: 1992-03-12" in page


def test_nothing_decided_comes_back_with_what_to_choose(cast, double, at_desk, there):
    response = at_desk.post(there, {"submission_id": str(uuid4()), "version": 1, "other_version": 1})
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Choose: which record stays", "Choose: date of birth", "Write how you know"):
        assert words in page


def test_two_open_episodes_are_asked_about(cast, double, at_desk, there, decided):
    open_episode(double, lead=cast.nurse, by=cast.intake)
    assert at_desk.post(there, decided).status_code == 422
    response = at_desk.post(there, {**decided, "continues": str(double.pk)})
    assert response.status_code == 302
    assert cast.patient.episodes.open().get().opened_by == cast.intake
    assert cast.patient.episodes.filter(stage=Stage.CLOSED).get() == cast.episode


def test_a_stale_decision_is_shown_again_over_what_is_there_now(cast, double, at_desk, there, decided):
    newer = Patient.objects.get(pk=double.pk)
    newer.given_name = "Marko"
    newer.save_over(newer.version)
    response = at_desk.post(there, decided)
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("was changed while you were deciding", "Marko", "Same phone, same face."):
        assert words in page
    assert at_desk.post(there, {**decided, "other_version": newer.version}).status_code == 302


def test_two_sign_ins_are_refused_and_one_can_be_ended(cast, at_desk):
    there = reverse("merge", args=[cast.patient.pk, cast.other_patient.pk])
    page = at_desk.get(there).content.decode()
    ending = reverse("merge-end-sign-in", args=[cast.other_patient.pk, cast.patient.pk])
    assert ending in page
    assert at_desk.post(ending).url == reverse("merge", args=[cast.other_patient.pk, cast.patient.pk])
    cast.other_patient.refresh_from_db()
    assert cast.other_patient.user is None
    assert "Both records have a sign-in" not in at_desk.get(there).content.decode()


def test_undone_both_stand_apart_and_the_page_says_why(cast, double, at_desk, there, decided):
    at_desk.post(there, decided)
    record = reverse("merge-record", args=[PatientMerge.objects.get().pk])
    data = {"reason": "They are brothers.", "submission_id": str(uuid4())}
    page = at_desk.post(record, data, follow=True).content.decode()
    double.refresh_from_db()
    assert double.merged_into is None
    assert "They are brothers." in page


def test_what_cannot_be_undone_says_what_to_do(cast, double, at_desk, there, decided):
    at_desk.post(there, decided)
    record = reverse("merge-record", args=[PatientMerge.objects.get().pk])
    third = person("Marc", "Whitfield", date(1992, 3, 12), by=cast.intake)
    from recovery.front.merging import actions

    fresh = Patient.objects.get(pk=cast.patient.pk)
    actions.merge_patients(survivor=fresh, merged=third, reason="Same.", submission_id=uuid4(), by=cast.intake, at=NOW)
    response = at_desk.post(record, {"reason": "Wrong.", "submission_id": str(uuid4())})
    assert response.status_code == 409
    assert "Undo the newer merge first" in response.content.decode()


def test_two_likely_matches_can_be_compared_from_their_page(cast, double, at_desk):
    from tests.patients.test_registration import marcus_again

    page = at_desk.post(reverse("people-new"), marcus_again()).content.decode()
    assert reverse("merge", args=[cast.patient.pk, double.pk]) in page


def test_it_takes_as_many_queries_for_thirty_contacts_as_for_one(
    cast, double, at_desk, there, django_assert_num_queries
):
    at_desk.get(there)
    with django_assert_num_queries(10):
        at_desk.get(there)
    for last in range(30):
        contact = NewContact("phone", f"+121255501{last:02}", consent=False)
        patients.add_contact_point(patient=double, contact=contact, by=cast.intake, at=NOW)
    with django_assert_num_queries(10):
        at_desk.get(there)
