"""How a person may be reached: consent given and withdrawn, hours two people edit, and the person's own sign-in."""

import re
from datetime import date, time
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from recovery.accounts.codes import Role
from recovery.accounts.models import User
from recovery.audit.models import AuditEvent
from recovery.patients import actions
from recovery.patients.codes import Channel
from recovery.patients.models import CareTeamMember
from recovery.patients.models.contact_points import ContactPoint
from tests.cast import NOW, open_episode, person


@pytest.fixture
def phone(cast):
    return cast.patient.contact_points.get(channel=Channel.SMS)


@pytest.fixture
def at_desk(cast, client):
    client.force_login(cast.counselor)
    return client


def hours(contact, **changes):
    return {
        "version": contact.version, "allowed_from": "10:00", "allowed_until": "18:00", "time_zone": "America/Chicago",
        **changes,
    }  # fmt: skip


DAYTIME = {"allowed_from": "09:00", "allowed_until": "20:00"}


def address(name, contact):
    return reverse(name, args=[contact.patient_id, contact.pk])


def test_withdrawn_consent_takes_the_number_out_of_reminders_and_is_audited(cast, at_desk, phone):
    at_desk.post(address("contact-consent", phone), {"consent": "withdraw"})
    phone.refresh_from_db()
    assert not phone.has_consent
    assert phone not in ContactPoint.objects.for_reminders()
    event = AuditEvent.objects.filter(resource="patients.contactpoint", action="changed").get()
    assert (event.actor, event.detail) == (cast.counselor, {"fields": ["consent_withdrawn_at"]})


def test_consent_given_again_stands(cast, phone):
    actions.withdraw_consent(contact=phone, by=cast.intake, at=NOW)
    again = actions.give_consent(contact=phone, by=cast.intake, at=NOW)
    assert again.has_consent


def test_withdrawing_twice_keeps_the_first_time(cast, phone):
    first = actions.withdraw_consent(contact=phone, by=cast.intake, at=NOW)
    assert actions.withdraw_consent(contact=first, by=cast.intake, at=NOW).version == first.version


def test_somebody_without_reach_may_not_change_consent(cast, phone, client):
    with pytest.raises(PermissionDenied):
        actions.withdraw_consent(contact=phone, by=cast.outsider, at=NOW)
    client.force_login(cast.outsider)
    assert client.post(address("contact-consent", phone), {"consent": "withdraw"}).status_code == 404


def test_a_contact_of_somebody_else_is_not_found(cast, client, phone):
    client.force_login(cast.intake)
    wrong = reverse("contact-consent", args=[cast.other_patient.pk, phone.pk])
    assert client.post(wrong, {"consent": "withdraw"}).status_code == 404


def test_the_hours_are_kept(cast, at_desk, phone):
    assert at_desk.post(address("contact-hours", phone), hours(phone)).status_code == 302
    phone.refresh_from_db()
    assert (phone.allowed_from, phone.allowed_until, phone.time_zone) == (time(10), time(18), "America/Chicago")


def test_a_stale_edit_shows_both_and_keeps_the_writers_text(cast, at_desk, phone):
    at_desk.post(address("contact-hours", phone), hours(phone, allowed_from="11:15"))
    response = at_desk.post(address("contact-hours", phone), hours(phone, allowed_from="12:45"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "11:15" in page
    assert 'value="12:45"' in page
    phone.refresh_from_db()
    assert phone.allowed_from == time(11, 15)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"allowed_until": "09:00"}, "must be later than"),
        ({"allowed_from": "25:00"}, "Enter a valid time"),
        ({"time_zone": "Nowhere"}, "Select a valid choice"),
    ],
)
def test_impossible_hours_come_back(cast, at_desk, phone, changes, words):
    response = at_desk.post(address("contact-hours", phone), hours(phone, **changes))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_new_address_is_added_once(cast, at_desk):
    there = reverse("contact-add", args=[cast.patient.pk])
    data = {"channel": "email", "address": "Marc@New.Example.org", "consent": "on", **DAYTIME}
    assert at_desk.post(there, data).status_code == 302
    assert cast.patient.contact_points.filter(address="marc@new.example.org").get().has_consent
    again = at_desk.post(there, data)
    assert again.status_code == 422
    assert "This is kept already" in again.content.decode()


def test_when_somebody_may_be_reached_is_asked_with_the_address(cast, at_desk):
    there = reverse("contact-add", args=[cast.patient.pk])
    data = {"channel": "phone", "address": "212 555 0100", "allowed_from": "17:00", "allowed_until": "20:00"}
    assert at_desk.post(there, data | {"allowed_until": "16:00"}).status_code == 422
    at_desk.post(there, data)
    added = cast.patient.contact_points.get(address="+12125550100")
    assert (added.allowed_from, added.allowed_until) == (time(17), time(20))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"channel": "sms", "address": "12"}, "Enter a telephone number with area code"),
        ({"channel": "email", "address": "(212) 555-0177"}, "Enter an e-mail address, such as"),
        ({"channel": "phone", "address": "2125550199", "consent": "on"}, "Reminders go by text or e-mail only"),
        ({}, "Choose an answer for how"),
    ],
)
def test_what_cannot_be_reached_comes_back(cast, at_desk, data, words):
    response = at_desk.post(reverse("contact-add", args=[cast.patient.pk]), data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_page_shows_each_way_with_its_consent(cast, at_desk, phone):
    page = at_desk.get(reverse("contacts", args=[cast.patient.pk])).content.decode()
    for words in ("(212) 555-0177", "marcus.whitfield@example.org", "Consent given", "09:00 to 20:00"):
        assert words in page
    assert "Whitfield" not in page[: page.index("</title>")]


def test_a_sign_in_is_made_without_a_password_and_a_neutral_link_is_sent(
    cast, client, django_capture_on_commit_callbacks
):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    client.force_login(cast.intake)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("give-account", args=[ruth.pk]), {"email": "Ruth@Example.org"})
    account = User.objects.get(email="ruth@example.org")
    ruth.refresh_from_db()
    assert (account.role, account.has_usable_password(), ruth.user) == (Role.PATIENT, False, account)
    message = mail.outbox[-1]
    assert message.to == ["ruth@example.org"]
    whole = f"{message.subject} {message.body}".lower()
    assert not re.search(r"recovery\b(?!.*://)|treatment|clinic|opioid|patient|drug|ruth", whole.split("http")[0])
    link = re.search(r"https?://\S+", message.body)[0]
    client.logout()
    assert client.get(link.split("8000", 1)[-1], follow=True).status_code == 200


def test_pressed_again_the_link_is_sent_again_and_no_second_account_is_made(
    cast, client, django_capture_on_commit_callbacks
):
    client.force_login(cast.intake)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("give-account", args=[cast.patient.pk]), {"email": "somebody@example.org"})
    assert mail.outbox[-1].to == ["marc@example.org"]
    assert not User.objects.filter(email="somebody@example.org").exists()


def test_an_address_of_somebody_else_is_refused(cast, client):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    client.force_login(cast.intake)
    response = client.post(reverse("give-account", args=[ruth.pk]), {"email": "MARC@example.org"})
    assert response.status_code == 422
    assert "Somebody else signs in with this address" in response.content.decode()


def test_the_lead_passes_to_another_who_stays_on_the_team(cast, client):
    client.force_login(cast.intake)
    there = reverse("care-team", args=[cast.patient.pk])
    assert client.post(there, {"member": cast.nurse.pk, "leads": "on"}).status_code == 302
    team = {place.member: place.leads for place in CareTeamMember.objects.current().filter(episode=cast.episode)}
    assert team == {cast.counselor: False, cast.nurse: True, cast.prescriber: False}
    assert "Nora Lindqvist" in client.get(there).content.decode()


def test_a_clinician_joins_and_may_open_the_record(cast, client):
    client.force_login(cast.counselor)
    client.post(reverse("care-team", args=[cast.patient.pk]), {"member": cast.outsider.pk})
    client.force_login(cast.outsider)
    assert client.get(reverse("contacts", args=[cast.patient.pk])).status_code == 200


def test_without_an_open_episode_there_is_no_team(cast, client):
    ruth = person("Ruth", "Adeyemi", date(1981, 6, 5), by=cast.intake)
    client.force_login(cast.intake)
    page = client.get(reverse("care-team", args=[ruth.pk])).content.decode()
    assert "No episode of care is open" in page


@pytest.mark.parametrize("name", ["contacts", "care-team"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("outsider", 404), ("privacy_officer", 404), ("administrator", 404), ("patient_user", 403), ("counselor", 200)],
)
def test_who_sees_contacts_and_team(cast, client, name, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name, args=[cast.patient.pk])).status_code == status


def test_an_episode_opened_for_nobody_in_reach_is_refused(cast):
    with pytest.raises(PermissionDenied):
        open_episode(cast.patient, lead=cast.counselor, by=cast.counselor)


def test_a_problem_is_named_once_in_the_summary(cast, at_desk):
    url = reverse("contact-add", args=[cast.patient.pk])
    page = at_desk.post(url, {"channel": "email", "address": "nobody at all", **DAYTIME}).content.decode()
    assert page.count('href="#id_address"') == 1


def test_how_a_message_is_left_and_what_to_heed_are_kept_and_shown(cast, at_desk, phone):
    said = {"may_leave_message": "on", "message_how": "say_who", "note": "Shared with a brother"}
    assert at_desk.post(address("contact-hours", phone), hours(phone, **said)).status_code == 302
    phone.refresh_from_db()
    assert (phone.may_leave_message, phone.message_how, phone.note) == (True, "say_who", "Shared with a brother")
    shown = at_desk.get(reverse("contacts", args=[cast.patient.pk])).content.decode()
    assert "a message may be left, saying who calls" in shown
    assert "Shared with a brother" in shown


def test_how_a_message_is_left_needs_that_one_may_be(cast, at_desk, phone):
    reply = at_desk.post(address("contact-hours", phone), hours(phone, message_how="say_who"))
    assert reply.status_code == 422
    assert "Tick that a message may be left, or choose Not asked yet" in reply.content.decode()


@pytest.mark.parametrize("there", ["/elsewhere/?kind=clinical", "/"])
def test_hours_lead_back_to_the_page_of_ours_that_led_there(cast, at_desk, phone, there):
    url = f"{address('contact-hours', phone)}?{urlencode({'next': there})}"
    assert f'href="{there}"' in at_desk.get(url).content.decode()
    assert at_desk.post(url, hours(phone)).url == there


@pytest.mark.parametrize("there", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_hours_lead_to_no_page_of_others(cast, at_desk, phone, there):
    url = f"{address('contact-hours', phone)}?{urlencode({'next': there})}"
    assert at_desk.post(url, hours(phone)).url == reverse("contacts", args=[cast.patient.pk])
