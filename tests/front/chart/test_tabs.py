"""The parts of a record: few, the same for everybody, and only those that open."""

import re

import pytest
from django.urls import reverse

from recovery.front.chart.queries.tabs import PARTS, tabs

pytestmark = pytest.mark.usefixtures("cast")

OF_INTAKE = ["History", "Screening", "Assessment", "Diagnoses"]


def record(cast, who, here="chart", episode=True):
    return tabs(getattr(cast, who), cast.patient, cast.episode if episode else None, here)


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("intake", ["Overview", "Timeline", "Intake", "Contact"]),
        ("counselor", ["Overview", "Timeline", "Intake", "Plan", "Medicine", "Aftercare", "Contact"]),
        ("nurse", ["Overview", "Timeline", "Intake", "Plan", "Medicine", "Aftercare", "Contact"]),
    ],
)
def test_a_role_sees_the_parts_it_may_open(cast, who, parts):
    assert [each.label for each in record(cast, who).parts] == parts


@pytest.mark.parametrize(("who", "pages"), [("intake", OF_INTAKE), ("counselor", [*OF_INTAKE, "Clocks"])])
def test_a_part_lists_the_pages_that_the_role_may_open(cast, who, pages):
    assert [each.label for each in record(cast, who, "intake:history").pages] == pages


def test_a_part_opens_its_first_page_that_the_role_may_open(cast):
    medicine = {who: record(cast, who).parts[4].url for who in ("counselor", "nurse")}
    assert medicine == {
        "counselor": reverse("treatment:naloxone", args=[cast.episode.pk]),
        "nurse": reverse("treatment:readings", args=[cast.episode.pk]),
    }


def test_without_an_episode_only_what_belongs_to_the_person_is_left(cast):
    shown = record(cast, "intake", "contacts", episode=False)
    assert [each.label for each in shown.parts] == ["Overview", "Timeline", "Contact"]
    assert [each.label for each in shown.pages] == ["Contact details", "Care team"]


@pytest.mark.parametrize(
    ("here", "part", "page"),
    [
        ("chart", ("Overview", "page"), None),
        ("intake:diagnoses", ("Intake", "true"), ("Diagnoses", "page")),
        ("intake:decision", ("Intake", "true"), ("Assessment", "true")),
        ("treatment:revision", ("Plan", "true"), None),
        ("intake:fill", None, None),
    ],
)
def test_the_open_part_and_the_open_page_are_marked_apart(cast, here, part, page):
    shown = record(cast, "counselor", here)
    assert [(each.label, each.current) for each in shown.parts if each.current] == ([part] if part else [])
    assert [(each.label, each.current) for each in shown.pages if each.current] == ([page] if page else [])


def test_no_page_stands_in_two_parts():
    names = [page.name for pages in PARTS.values() for page in pages]
    assert len(names) == len(set(names))


def test_every_page_of_a_record_opens_for_whoever_is_shown_its_tab(client, cast):
    for who in ("intake", "counselor", "nurse", "prescriber"):
        client.force_login(getattr(cast, who))
        for part in record(cast, who).parts:
            page = client.get(part.url)
            names = [part.url, *re.findall(r'<nav class="tabs within".*?</nav>', page.content.decode())]
            within = re.findall(r'href="([^"]+)"', names[-1]) if len(names) > 1 else []
            assert [client.get(each).status_code for each in (part.url, *within)] == [200] * (1 + len(within))
