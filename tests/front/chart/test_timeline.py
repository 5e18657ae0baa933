"""Everything that happened: page by page, of one kind or of all, and the newest of it on the chart."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from recovery.front.chart.queries.timeline import NEWEST, PAGE
from treatment.naloxone import actions as medication

FIRST = 2  # entries there are before a test adds any: the episode opened, and moved to intake


@pytest.fixture
def address(client, cast):
    client.force_login(cast.counselor)
    return reverse("timeline", args=[cast.patient.pk])


def kits(cast, how_many):
    for n in range(how_many):
        medication.record_naloxone(
            episode=cast.episode,
            status="dispensed",
            expires_on=date(2028, 1, 1),
            submission_id=uuid4(),
            by=cast.nurse,
            at=timezone.now() - timedelta(seconds=n),
        )


def told(page):
    return [entry for day in page.context["story"].days for entry in day.entries]


def beside(page):
    return page.context["story"].later, page.context["story"].earlier


def test_the_timeline_can_be_narrowed_to_one_kind(client, address):
    assert [entry.title for entry in told(client.get(address))] == ["Moved to intake", "Episode of care opened"]
    assert told(client.get(address, {"kind": "clinical"})) == []
    assert client.get(address, {"kind": "nonsense"}).context["story"].kind is None


def test_every_kind_can_be_chosen(client, address):
    page = client.get(address, {"kind": "contact"}).content.decode()
    offered = [f'href="?kind={kind}"' in page for kind in ("clinical", "medicine", "contact", "administrative")]
    assert offered == [True] * 4
    assert page.count('aria-current="true"') == 2  # the part of the record, and the kind


def test_a_long_story_comes_in_pages(client, cast, address):
    kits(cast, PAGE)
    first, second = client.get(address), client.get(address, {"page": "2"})
    assert (len(told(first)), beside(first)) == (PAGE, (None, 2))
    assert (len(told(second)), beside(second)) == (FIRST, (1, None))


def test_the_pages_of_one_kind_keep_to_it(client, cast, address):
    kits(cast, PAGE + 1)
    page = client.get(address, {"kind": "medicine"}).content.decode()
    assert 'href="?kind=medicine&amp;page=2">Earlier</a>' in page


@pytest.mark.parametrize("wanted", ["0", "-1", "²", "x", "9" * 30])
def test_a_page_that_there_is_not_shows_one_that_there_is(client, address, wanted):
    assert len(told(client.get(address, {"page": wanted}))) == FIRST


def test_the_chart_fetches_the_newest_alone(client, cast, address):
    kits(cast, NEWEST)
    chart = client.get(reverse("chart", args=[cast.patient.pk])).content.decode()
    assert f'hx-get="{address}" hx-trigger="load"' in chart
    assert f'<a href="{address}">Open the timeline</a>' in chart
    part = client.get(address, headers={"hx-request": "true"})
    assert len(told(part)) == NEWEST
    assert part.content.decode().strip().startswith('<div class="stack s2"><h3>')


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_timeline_asks_the_database_as_often_for_one_event_as_for_thirty(
    client, cast, address, django_assert_num_queries, how_many
):
    kits(cast, how_many)
    client.get(address)
    with django_assert_num_queries(29):
        client.get(address)
