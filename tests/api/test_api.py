"""The API: scoped and permitted as the pages are, strict in what it takes, every read in the trail."""

from uuid import uuid4

import pytest
from django.urls import reverse

from intake.screening.models import InstrumentResponse
from recovery.audit.models import AuditEvent
from tests.api.things import COWS, a_response, a_revision, an_answer, screening

LISTS = ["person", "episode", "screening", "plan", "check-in"]


def url(name, pk=None, tail="detail"):
    return reverse(f"api:{name}-{tail}", args=[pk]) if pk else reverse(f"api:{name}-list")


@pytest.fixture
def nurse(cast, client):
    client.force_login(cast.nurse)
    return client


@pytest.fixture
def post(client):
    def send(address, body, key=None):
        headers = {"Idempotency-Key": str(key)} if key else {}
        return client.post(address, body, content_type="application/json", headers=headers)

    return send


def things(cast):
    """One record of each kind for Marcus, by the name of its addresses."""
    return {
        "person": cast.patient,
        "episode": cast.episode,
        "screening": a_response(cast),
        "plan": a_revision(cast),
        "check-in": an_answer(cast),
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_clinician_finds_the_record_and_the_read_is_in_the_trail(cast, nurse, name):
    record = things(cast)[name]
    assert nurse.get(url(name, record.pk)).json()["id"] == str(record.pk)
    listed = nurse.get(url(name)).json()["results"]
    assert str(record.pk) in [each["id"] for each in listed]
    read = AuditEvent.objects.filter(action="read", resource__startswith="API: ")
    one, many = read.order_by("position")
    assert (one.patient_id, one.resource_id, one.actor) == (cast.patient.pk, record.pk, cast.nurse)
    assert many.detail["ids"] == [str(cast.patient.pk)]


@pytest.mark.parametrize("name", LISTS)
def test_what_is_out_of_reach_does_not_exist(cast, client, name):
    record = things(cast)[name]
    client.force_login(cast.outsider)
    reply = client.get(url(name, record.pk))
    assert (reply.status_code, "Whitfield" in reply.content.decode()) == (404, False)
    assert client.get(url(name)).json()["results"] == []


@pytest.mark.parametrize("who", ["privacy_officer", "administrator"])
@pytest.mark.parametrize("name", LISTS)
def test_roles_without_patients_are_refused(cast, client, name, who):
    client.force_login(getattr(cast, who))
    assert client.get(url(name)).status_code == 403
    assert not AuditEvent.objects.filter(resource__startswith="API: ").exists()


@pytest.mark.parametrize("name", LISTS)
def test_nobody_reads_without_signing_in(cast, client, name):
    assert client.get(url(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"), [("person", 200), ("plan", 200), ("check-in", 200), ("episode", 403), ("screening", 403)]
)
def test_patients_read_their_own_and_nobody_elses(cast, client, name, status):
    record = things(cast)[name]
    client.force_login(cast.patient_user)
    assert client.get(url(name, record.pk)).status_code == status
    client.force_login(cast.other_patient_user)
    assert client.get(url(name, record.pk)).status_code == (404 if status == 200 else 403)


def test_patients_are_not_shown_what_the_staff_noted(cast, client):
    record = things(cast)
    client.force_login(cast.patient_user)
    answered = client.get(url("check-in", record["check-in"].pk)).json()
    assert {"level", "flags", "findings", "context", "acknowledgement"} & set(answered) == set()
    assert {"findings", "overrides"} & set(client.get(url("plan", record["plan"].pk)).json()) == set()


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_as_many_queries_for_thirty_as_for_one(cast, nurse, name, django_assert_num_queries):
    things(cast)
    with django_assert_num_queries(6):
        assert len(nurse.get(url(name)).json()["results"]) >= 1
    make_thirty(cast, name)
    with django_assert_num_queries(6):
        assert len(nurse.get(url(name)).json()["results"]) >= 30


def make_thirty(cast, name):
    from tests.api import things as builders

    builders.thirty(cast, name)


def test_a_list_may_be_narrowed_to_one_episode(cast, nurse):
    kept = a_response(cast)
    found = nurse.get(url("screening"), {"episode": cast.episode.pk}).json()["results"]
    assert [each["id"] for each in found] == [str(kept.pk)]
    assert nurse.get(url("screening"), {"episode": cast.other_episode.pk}).json()["results"] == []


@pytest.mark.parametrize("asked", [{"episode": "x"}, {"epsiode": str(uuid4())}, {"page": "2"}])
def test_a_question_that_would_be_ignored_is_refused(nurse, asked):
    assert nurse.get(url("screening"), asked).status_code == 400


def test_a_cursor_of_nowhere_is_not_found(nurse):
    assert nurse.get(url("screening"), {"cursor": "nowhere"}).status_code == 404


def test_posting_answers_scores_and_keeps_them(cast, nurse, post):
    reply = post(url("screening"), screening(cast), uuid4())
    assert reply.status_code == 201
    assert (reply.json()["score"], reply.json()["band"]) == (26, "moderately_severe")
    kept = InstrumentResponse.objects.get(pk=reply.json()["id"])
    assert (kept.recorded_by, kept.answers) == (cast.nurse, COWS)
    assert AuditEvent.objects.filter(resource_id=kept.pk, action="created", patient_id=cast.patient.pk).count() == 1


def test_the_same_key_again_returns_the_same_record(cast, nurse, post, clock):
    key = uuid4()
    first = post(url("screening"), screening(cast), key)
    clock.shift(1)
    second = post(url("screening"), screening(cast), key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert InstrumentResponse.objects.count() == 1


def test_a_key_used_for_other_answers_or_another_person_is_a_conflict(cast, client, post):
    client.force_login(cast.intake)
    key = uuid4()
    post(url("screening"), screening(cast), key)
    others = {**screening(cast), "answers": {**COWS, "yawning": 0}}
    elsewhere = {**screening(cast), "episode": str(cast.other_episode.pk)}
    assert [post(url("screening"), body, key).status_code for body in (others, elsewhere)] == [409, 409]
    assert InstrumentResponse.objects.count() == 1


@pytest.mark.parametrize("key", [None, "7", "not-a-uuid"])
def test_a_missing_key_is_said(cast, nurse, post, key):
    reply = post(url("screening"), screening(cast), key)
    assert (reply.status_code, list(reply.json())) == (400, ["Idempotency-Key"])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"answers": {**COWS, "pulse": 3}}, ["pulse"]),
        ({"answers": {**COWS, "sleep": 1}}, ["sleep"]),
        ({"answers": {key: value for key, value in COWS.items() if key != "tremor"}}, ["tremor"]),
        ({"answers": {**COWS, "pulse": True}}, ["pulse"]),
        ({"answers": {**COWS, "pulse": "1"}}, ["pulse"]),
    ],
)
def test_illegal_or_missing_answers_name_the_item_and_keep_nothing(cast, nurse, post, change, named):
    reply = post(url("screening"), {**screening(cast), **change}, uuid4())
    assert (reply.status_code, list(reply.json()["answers"])) == (400, named)
    assert not InstrumentResponse.objects.exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"instrumnet": "COWS"}, "instrumnet"),
        ({"score": 3}, "score"),
        ({"instrument": "ASTROLOGY"}, "instrument"),
        ({"mode": "telepathy"}, "mode"),
        ({"language": "fr"}, "language"),
        ({"answers": [1]}, "answers"),
        ({"answers": None}, "answers"),
        ({"episode": "x"}, "episode"),
        ({"episode": str(uuid4())}, "episode"),
        ({"packet": str(uuid4())}, "packet"),
    ],
)
def test_what_is_wrong_is_named(cast, nurse, post, change, named):
    reply = post(url("screening"), {**screening(cast), **change}, uuid4())
    assert (reply.status_code, list(reply.json())) == (400, [named])


def test_an_episode_out_of_reach_cannot_be_named(cast, client, post):
    client.force_login(cast.outsider)
    reply = post(url("screening"), screening(cast), uuid4())
    assert (reply.status_code, list(reply.json())) == (400, ["episode"])


@pytest.mark.parametrize("who", ["patient_user", "privacy_officer", "administrator"])
def test_who_does_not_screen_may_not_post(cast, client, post, who):
    client.force_login(getattr(cast, who))
    assert post(url("screening"), screening(cast), uuid4()).status_code == 403


def test_a_post_without_the_csrf_token_is_refused(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.nurse)
    reply = strict.post(url("screening"), screening(cast), content_type="application/json")
    assert reply.status_code == 403


def test_acknowledging_says_who_and_what(cast, client, post, clock):
    answered, key = an_answer(cast), uuid4()
    client.force_login(cast.counselor)
    address = url("check-in", answered.pk, "acknowledge")
    first = post(address, {"note": "Called; safe at home."}, key)
    clock.shift(1)
    second = post(address, {"note": "Called; safe at home."}, key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert post(address, {"note": "Me too."}, uuid4()).status_code == 409
    shown = client.get(url("check-in", answered.pk)).json()["acknowledgement"]
    assert (shown["note"], shown["by"]) == ("Called; safe at home.", str(cast.counselor.pk))


@pytest.mark.parametrize(
    ("body", "key", "named"),
    [
        ({"note": ""}, uuid4(), "note"),
        ({"note": " \n"}, uuid4(), "note"),
        ({"note": "x", "by": "me"}, uuid4(), "by"),
        ({"note": "x"}, None, "Idempotency-Key"),
        ([], uuid4(), "non_field_errors"),
    ],
)
def test_an_acknowledgement_that_is_none_is_refused(cast, client, post, body, key, named):
    answered = an_answer(cast)
    client.force_login(cast.counselor)
    reply = post(url("check-in", answered.pk, "acknowledge"), body, key)
    assert (reply.status_code, list(reply.json())) == (400, [named])


def test_a_patient_does_not_acknowledge_their_own_check_in(cast, client, post):
    answered = an_answer(cast)
    client.force_login(cast.patient_user)
    assert post(url("check-in", answered.pk, "acknowledge"), {"note": "x"}, uuid4()).status_code == 403
