"""The schema is valid, and no operation of it breaks on hostile input."""

import json
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.things import a_response, a_revision, an_answer

SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = [(method, path) for path, methods in SCHEMA["paths"].items() for method in methods]
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXT = st.text(max_size=12) | st.sampled_from(["\x00", "\ud800", "../..", "' OR 1=1 --", "𝔘", "9" * 400, ""])
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)
KEY = st.uuids().map(str) | TEXT.filter(lambda text: text.isascii() and text.isprintable())


@pytest.fixture
def world(cast):
    """The cast, and the id of a record for each address that takes one."""
    ids = {
        "people": cast.patient, "episodes": cast.episode, "screenings": a_response(cast), "plans": a_revision(cast),
        "check-ins": an_answer(cast),
    }  # fmt: skip
    return cast, {name: str(record.pk) for name, record in ids.items()}


def body(episode):
    """Anything at all, or something near what is asked for."""
    near = st.fixed_dictionaries(
        {},
        optional={
            "episode": st.just(episode) | JSON, "packet": JSON, "instrument": st.sampled_from(["COWS", "PHQ9", "CRAVING"]) | JSON,
            "mode": st.just("interview") | JSON, "language": st.just("en") | JSON, "note": JSON,
            "answers": st.dictionaries(st.sampled_from(["pulse", "gi", "nrs", "q9"]) | TEXT, JSON, max_size=4) | JSON,
        },
    )  # fmt: skip
    return near | JSON


def test_the_schema_is_valid_and_warns_of_nothing(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yaml"))


def test_every_address_of_the_api_is_in_the_schema():
    assert {path for _, path in OPERATIONS} == {
        "/api/people/", "/api/people/{id}/", "/api/episodes/", "/api/episodes/{id}/", "/api/screenings/",
        "/api/screenings/{id}/", "/api/plans/", "/api/plans/{id}/", "/api/check-ins/", "/api/check-ins/{id}/",
        "/api/check-ins/{id}/acknowledge/",
    }  # fmt: skip


def test_submits_say_that_they_need_a_key():
    for method, path in OPERATIONS:
        named = [parameter["name"] for parameter in SCHEMA["paths"][path][method].get("parameters", [])]
        assert ("Idempotency-Key" in named) == (method == "post")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_operation_breaks_on_hostile_input(world, client, method, path):
    cast, ids = world
    client.force_login(cast.counselor)
    kind = path.split("/")[2]

    @EXAMPLES
    @given(
        sent=body(str(cast.episode.pk)),
        key=KEY,
        record=st.just(ids[kind]) | st.uuids().map(str),
        asked=st.dictionaries(
            st.sampled_from(["cursor", "episode", "x"]), TEXT.filter(lambda t: "\ud800" not in t), max_size=2
        ),
        raw=st.none() | st.binary(max_size=20),
    )
    def attack(sent, key, record, asked, raw):
        address = path.replace("{id}", record)
        data = raw if raw is not None else json.dumps(sent)
        if method == "get":
            reply = client.get(address, asked)
        else:
            reply = client.post(address, data, content_type="application/json", headers={"Idempotency-Key": key})
        assert reply.status_code < 500, reply.content
        assert reply.status_code in {200, 201, 400, 403, 404, 409}
        json.loads(reply.content)

    attack()


@pytest.mark.parametrize("sent", [r'{"\ud800": 1}', r'{"note": "\udfff"}', r'{"note": ["\ud83d"]}'])
def test_half_a_character_is_refused(world, client, sent):
    cast, ids = world
    client.force_login(cast.counselor)
    address, headers = f"/api/check-ins/{ids['check-ins']}/acknowledge/", {"Idempotency-Key": str(uuid4())}
    reply = client.post(address, sent, content_type="application/json", headers=headers)
    assert (reply.status_code, "half of a character" in reply.json()["detail"]) == (400, True)


@pytest.mark.parametrize("path", ["/api/people/%00/", "/api/people/x/", "/api/nowhere/", "/api/people/" + "0" * 300])
def test_addresses_of_nothing_are_not_found(cast, client, path):
    client.force_login(cast.nurse)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_only_json_is_read(cast, client, content_type):
    client.force_login(cast.nurse)
    headers = {"Idempotency-Key": str(uuid4())}
    assert client.post("/api/screenings/", b"a=b", content_type=content_type, headers=headers).status_code == 415


@pytest.mark.parametrize("name", ["schema", "docs"])
def test_the_schema_and_its_page_are_for_those_signed_in(cast, client, name):
    address = reverse(f"api:{name}")
    assert client.get(address).status_code == 403
    client.force_login(cast.nurse)
    assert client.get(address).status_code == 200
