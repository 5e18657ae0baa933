"""Staff accounts: added, changed and closed by an administrator."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from recovery.accounts.models import User
from recovery.audit.models import AuditEvent
from tests.cast import PASSWORD

STAFF = reverse("staff")
NEW = {"name": "Rosa Lang", "email": "Rosa.Lang@example.org", "role": "nurse"}


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page(user):
    return reverse("staff-member", args=[user.pk])


def test_the_list_names_the_staff_and_no_patient(cast, admin):
    listed = set(admin.get(STAFF).context["members"])
    assert cast.nurse in listed
    assert not listed & {cast.patient_user, cast.other_patient_user}


def test_the_list_takes_as_many_queries_for_thirty_more(cast, admin, django_assert_num_queries):
    admin.get(STAFF)
    with django_assert_num_queries(5):
        admin.get(STAFF)
    for number in range(30):
        User.objects.create_user(email=f"n{number}@example.org", name=f"Nurse {number}", role="nurse")
    with django_assert_num_queries(5):
        admin.get(STAFF)


def test_adding_somebody_makes_an_account_and_sends_a_neutral_link(cast, admin, committed):
    with committed():
        assert admin.post(STAFF, NEW).status_code == 302
    member = User.objects.get(email="rosa.lang@example.org")
    assert (member.name, member.role, member.has_usable_password()) == ("Rosa Lang", "nurse", False)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["rosa.lang@example.org"], "Set your password")
    words = (message.subject + message.body).lower()
    assert not [word for word in ("recovery", "treatment", "opioid", "patient", "center", "clinic") if word in words]
    event = AuditEvent.objects.get(resource="accounts.user", resource_id=member.pk)
    assert (event.actor, event.action, event.detail) == (cast.administrator, "created", {"role": "nurse"})


def test_the_link_sets_a_password_once(cast, admin, committed, client):
    with committed():
        admin.post(STAFF, NEW)
    path = re.search(r"http://[^/]+(/\S+)", mail.outbox[0].body).group(1)
    admin.logout()
    form = client.get(path, follow=True)
    new = {"password1": "a long new passphrase", "password2": "a long new passphrase"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    login = {"login": "rosa.lang@example.org", "password": "a long new passphrase"}
    assert client.post(reverse("account_login"), login)["Location"] == reverse("home")
    client.logout()
    assert client.get(path, follow=True).context["token_fail"] is True


def test_pressing_add_twice_makes_one_account_and_one_message(cast, admin, committed):
    with committed():
        assert [admin.post(STAFF, NEW).status_code for _ in range(2)] == [302, 302]
    assert User.objects.filter(email="rosa.lang@example.org").count() == len(mail.outbox) == 1


def test_an_address_in_use_is_said_and_what_was_typed_is_kept(cast, admin):
    reply = admin.post(STAFF, {**NEW, "email": "NURSE@example.org"})
    assert reply.status_code == 422
    assert "Somebody already signs in with this e-mail address." in reply.content.decode()
    assert 'value="Rosa Lang"' in reply.content.decode()


@pytest.mark.parametrize(
    "bad", [{"role": "patient"}, {"role": ""}, {"role": "king"}, {"email": "rosa"}, {"name": ""}, {"name": "x" * 121}]
)
def test_what_is_wrong_makes_no_account(cast, admin, bad):
    before = User.objects.count()
    assert admin.post(STAFF, {**NEW, **bad}).status_code == 422
    assert User.objects.count() == before


def test_changing_a_role_counts_from_the_next_page_and_is_audited(cast, admin, client):
    assert admin.post(page(cast.nurse), {"role": "intake", "version": cast.nurse.version}).status_code == 302
    cast.nurse.refresh_from_db()
    assert cast.nurse.role == "intake"
    event = AuditEvent.objects.filter(resource="accounts.user", resource_id=cast.nurse.pk).latest("created_at")
    assert (event.action, event.detail) == ("changed", {"role": "intake", "role_before": "nurse"})


def test_a_stale_change_of_role_shows_what_it_is_now(cast, admin):
    admin.post(page(cast.nurse), {"role": "intake", "version": cast.nurse.version})
    reply = admin.post(page(cast.nurse), {"role": "counselor", "version": cast.nurse.version})
    assert reply.status_code == 409
    assert "The role is now Intake." in reply.content.decode()
    assert User.objects.get(pk=cast.nurse.pk).role == "intake"


@pytest.mark.parametrize("bad", [{"role": "patient", "version": 1}, {"role": "nurse"}, {"role": "nurse", "version": 0}])
def test_a_role_that_cannot_be_given_changes_nothing(cast, admin, bad):
    assert admin.post(page(cast.counselor), bad).status_code == 422
    assert User.objects.get(pk=cast.counselor.pk).role == "counselor"


def test_nobody_changes_or_closes_their_own_account(cast, admin):
    reply = admin.post(page(cast.administrator), {"role": "nurse", "version": cast.administrator.version})
    assert (reply.status_code, b"your own account" in reply.content) == (422, True)
    reply = admin.post(reverse("staff-deactivate", args=[cast.administrator.pk]), follow=True)
    assert "your own account" in reply.content.decode()
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_closing_an_account_ends_its_sessions_at_once(cast, admin):
    nurses = Client()
    nurses.post(reverse("account_login"), {"login": "nurse@example.org", "password": PASSWORD})
    key = nurses.session.session_key
    assert nurses.get(reverse("rulebook:index")).status_code == 200
    admin.post(reverse("staff-deactivate", args=[cast.nurse.pk]))
    assert nurses.get(reverse("rulebook:index")).status_code == 302
    assert not nurses.session.exists(key)


def test_opening_the_account_again_does_not_bring_the_old_session_back(cast, admin):
    nurses = Client()
    nurses.post(reverse("account_login"), {"login": "nurse@example.org", "password": PASSWORD})
    admin.post(reverse("staff-deactivate", args=[cast.nurse.pk]))
    admin.post(reverse("staff-reactivate", args=[cast.nurse.pk]))
    assert nurses.get(reverse("rulebook:index")).status_code == 302
    details = AuditEvent.objects.filter(resource_id=cast.nurse.pk, action="changed").order_by("created_at")
    assert [event.detail for event in details] == [{"active": False}, {"active": True}]


def test_closing_a_closed_account_changes_nothing(cast, admin):
    for _ in range(2):
        admin.post(reverse("staff-deactivate", args=[cast.nurse.pk]))
    assert AuditEvent.objects.filter(resource_id=cast.nurse.pk, action="changed").count() == 1


def test_the_link_can_be_sent_again(cast, admin, committed):
    with committed():
        admin.post(reverse("staff-invite", args=[cast.nurse.pk]))
    assert [message.to for message in mail.outbox] == [["nurse@example.org"]]


def test_a_mail_server_that_is_away_does_not_undo_the_account(cast, admin, committed, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with committed():
        assert admin.post(STAFF, NEW).status_code == 302
    assert User.objects.filter(email="rosa.lang@example.org").exists()


@pytest.mark.parametrize("name", ["staff-member", "staff-deactivate", "staff-reactivate", "staff-invite"])
def test_a_patients_account_is_not_found_here(cast, admin, name):
    url = reverse(name, args=[cast.patient_user.pk])
    assert admin.post(url, {"role": "nurse", "version": 1}).status_code == 404


@pytest.mark.parametrize("who", ["nurse", "privacy_officer", "patient_user"])
def test_others_do_not_manage_staff(cast, client, who):
    client.force_login(getattr(cast, who))
    replies = [
        client.get(STAFF),
        client.post(STAFF, NEW),
        client.post(reverse("staff-deactivate", args=[cast.nurse.pk])),
    ]
    assert [reply.status_code for reply in replies] == [403, 403, 403]
    assert User.objects.get(pk=cast.nurse.pk).is_active
