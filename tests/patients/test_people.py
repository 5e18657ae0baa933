"""The caseload and the search: only what is theirs, in a constant number of queries, by the index, and recorded."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recovery.audit.models import AuditEvent
from recovery.patients import queries
from recovery.patients.models import Patient
from recovery.patients.queries.lookup import parse
from recovery.patients.rules.names import searchable
from tests.cast import NOW, assemble, open_episode, person

SURNAMES = [
    "Abbott",
    "Bauer",
    "Castro",
    "Dixon",
    "Emery",
    "Foster",
    "Grant",
    "Hardy",
    "Ibsen",
    "Jarvis",
    "Keller",
    "Lowell",
    "Mercer",
    "Norris",
    "Osborn",
]
GIVEN = [
    "Ada",
    "Bruno",
    "Clara",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hugo",
    "Irene",
    "Jonas",
    "Katya",
    "Liam",
    "Mona",
    "Nadia",
    "Oscar",
    "Petra",
    "Quinn",
    "Rosa",
]


def bulk(how_many, by, first_number=900_000):
    """Registered people without an episode, made quickly: they lie within the reach of who registered them."""
    people = []
    for n in range(how_many):
        given = GIVEN[n % len(GIVEN)]
        family = f"{SURNAMES[n % len(SURNAMES)]}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}"
        people.append(
            Patient(
                number=first_number + n, given_name=given, family_name=family, birth_date=date(1950, 1, 1) + timedelta(n),
                time_zone="America/New_York", registered_by=by, submission_id=uuid4(), search_name=searchable(given, family),
            )
        )  # fmt: skip
    return Patient.objects.bulk_create(people)


def found(actor, text):
    return [row.patient.sort_name for row in queries.search(actor, text, at=NOW).rows]


@pytest.mark.parametrize(
    "text",
    [
        "Whitfield", "whitfield marcus", "Marc", "Whitfeld", "Markus", "Witfield", "whit", "12 Mar 1992", "03/12/1992",
        "1992-03-12",
    ],
)  # fmt: skip
def test_a_person_is_found_by_name_misspelt_name_and_birth_date(cast, text):
    assert found(cast.counselor, text) == ["Whitfield, Marcus"]


def test_a_person_is_found_by_record_number(cast):
    assert found(cast.counselor, cast.patient.record_number) == ["Whitfield, Marcus"]
    assert found(cast.counselor, str(cast.patient.number)) == ["Whitfield, Marcus"]


def test_nobody_out_of_reach_is_found(cast):
    assert found(cast.outsider, "Whitfield") == []
    assert found(cast.outsider, cast.patient.record_number) == []
    assert found(cast.counselor, "Banks") == []


def test_the_likest_stands_first(cast):
    person("Marcia", "Whitman", date(1980, 1, 1), by=cast.intake)
    assert found(cast.intake, "Marcus Whitfield")[0] == "Whitfield, Marcus"


def test_a_search_is_recorded_by_whom_it_showed_and_not_by_its_words(cast):
    queries.search(cast.counselor, "Whitfeld", at=NOW)
    event = AuditEvent.objects.get(action="searched")
    assert (event.actor, event.detail) == (cast.counselor, {"ids": [str(cast.patient.pk)], "count": 1})


def test_more_than_twenty_ask_for_more_letters(cast, client):
    bulk(21, cast.intake)
    Patient.objects.filter(number__gte=900_000).update(search_name="sam castellano")
    client.force_login(cast.intake)
    response = client.post(reverse("people-search"), {"q": "castellano"})
    assert len(response.context["people"].rows) == 20
    assert "More than 20 people fit" in response.content.decode()


def test_the_search_page_keeps_words_out_of_addresses_and_titles(cast, client):
    client.force_login(cast.counselor)
    page = client.post(reverse("people-search"), {"q": "Whitfield"}).content.decode()
    assert "Whitfield, Marcus" in page
    assert "?q=" not in page
    assert "Whitfield" not in page[: page.index("</title>")]


def test_the_empty_search_shows_the_form_and_nobody(cast, client):
    client.force_login(cast.counselor)
    assert client.get(reverse("people-search")).context.get("people") is None
    assert "Nobody found" in client.post(reverse("people-search"), {"q": " "}).content.decode()


@pytest.mark.parametrize("who", ["privacy_officer", "administrator", "patient_user"])
@pytest.mark.parametrize("page", ["people", "people-search"])
def test_people_are_not_listed_for_roles_without_patients(cast, client, who, page):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(page)).status_code == 403


def test_the_caseload_says_who_leads_and_at_what_stage(cast, client):
    client.force_login(cast.counselor)
    page = client.get(reverse("people")).content.decode()
    for words in ("Whitfield, Marcus", cast.patient.record_number, "34 y", "Intake", "Keisha Monroe", "English"):
        assert words in page
    assert "Banks" not in page


def test_an_empty_caseload_says_what_will_appear(cast, client):
    client.force_login(cast.outsider)
    assert "Nobody is here yet" in client.get(reverse("people")).content.decode()


def test_reading_the_caseload_is_recorded_with_who_was_named(cast, client):
    client.force_login(cast.counselor)
    client.get(reverse("people"))
    event = AuditEvent.objects.get(resource="caseload")
    assert event.detail["ids"] == [str(cast.patient.pk)]


def test_pages_of_fifty_name_everybody_once(cast):
    bulk(120, cast.intake)
    seen, after = [], None
    while True:
        page = queries.open_caseload(cast.intake, after=after, at=NOW)
        seen += [row.patient.pk for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == 122
    assert len(set(seen)) == 122


@pytest.mark.parametrize("after", ["not-a-key", "00000000-0000-0000-0000-000000000000"])
def test_a_page_key_that_is_not_one_leads_to_the_first_page(cast, client, after):
    client.force_login(cast.counselor)
    page = client.get(reverse("people"), {"after": after}, follow=True).content.decode()
    assert "Whitfield, Marcus" in page


@pytest.mark.parametrize("people", [1, 30])
def test_the_lists_ask_the_same_number_of_questions_for_1_and_30_people(cast, client, people):
    for n in range(people - 1):
        open_episode(
            person(f"Ann{n}", "Whitfield", date(1980, 1, 1), by=cast.intake), lead=cast.counselor, by=cast.intake
        )
    with CaptureQueriesContext(connection) as caseload:
        queries.open_caseload(cast.counselor, after=None, at=NOW)
    with CaptureQueriesContext(connection) as search:
        queries.search(cast.counselor, "whitfield", at=NOW)
    assert (len(caseload), len(search)) == (4, 5)


@pytest.mark.parametrize("text", ["whitfeld", "castro", "Markus Whitfield"])
def test_the_name_search_uses_the_trigram_index_among_five_thousand(transactional_ground, text):
    cast = assemble()
    bulk(5000, cast.intake)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE patients_patient")
    from django.db import transaction

    with transaction.atomic():
        wanted = queries.matching(queries.caseload(cast.intake), parse(text, today=NOW.date()))
        plan = wanted[: queries.SEARCH_LIMIT + 1].explain()
    assert "Bitmap Index Scan on patient_name_trigrams" in plan
    assert "Seq Scan on patients_patient" not in plan
