"""Packets given out, on the home page: who owes which, since when and where, of people within reach alone."""

from datetime import date, timedelta

import pytest

from intake.screening import actions as screening
from intake.screening.assignments import actions
from intake.screening.assignments.models import PacketAssignment
from intake.screening.assignments.queries import owed
from tests.cast import NOW
from tests.intake.screening.given import assign, record_all, start


@pytest.fixture
def packet(cast):
    return start(cast)


def test_a_packet_given_out_says_who_owes_it_where_and_since_when(cast, packet, client):
    assign(packet, "tablet", cast.nurse, due_on=date(2026, 11, 21))
    (row,) = owed(cast.nurse, at=NOW + timedelta(days=1))
    assert (row.who, row.where, row.since, row.due, row.is_late) == (
        "Marc", "on the office tablet", "20 Nov 14:05", "21 Nov", False,
    )  # fmt: skip
    client.force_login(cast.nurse)
    page = client.get("/").content.decode()
    assert "Short intake packet" in page[page.index('id="owed"') :]


def test_what_is_past_its_day_is_late_and_comes_first(cast, packet):
    assign(packet, "tablet", cast.nurse)
    assign(packet, "interview", cast.nurse, assignee=cast.counselor, due_on=date(2026, 11, 20))
    first, second = owed(cast.nurse, at=NOW + timedelta(days=1))
    assert (first.who, first.is_late, second.is_late) == (cast.counselor.name, True, False)


def test_a_link_closed_by_wrong_tries_comes_before_all(cast, packet):
    assign(packet, "interview", cast.nurse, assignee=cast.counselor, due_on=date(2026, 11, 20))
    closed = assign(packet, "home", cast.nurse)
    PacketAssignment.objects.filter(pk=closed.pk).update(wrong_tries=5)
    assert [row.is_closed for row in owed(cast.nurse, at=NOW)] == [True, False]


def test_nothing_is_owed_to_who_may_not_see_the_person_or_after_it_is_taken_back(cast, packet):
    made = assign(packet, "tablet", cast.nurse)
    assert owed(cast.outsider, at=NOW) == []
    actions.take_back(assignment=made, by=cast.nurse, at=NOW)
    assert owed(cast.nurse, at=NOW) == []


def test_the_list_is_capped_and_asks_once(cast, packet, django_assert_num_queries):
    for _ in range(60):
        PacketAssignment.objects.create(
            packet=packet, place="interview", assignee=cast.counselor, assigned_by=cast.nurse, assigned_at=NOW
        )
    with django_assert_num_queries(1):
        rows = owed(cast.nurse, at=NOW)
        assert [row.patient.pk for row in rows] == [cast.patient.pk] * 50


def test_a_submitted_packet_is_owed_by_nobody(cast, packet):
    assign(packet, "interview", cast.nurse, assignee=cast.counselor)
    record_all(cast, packet)
    screening.submit_packet(packet=packet, by=cast.intake, at=NOW)
    assert owed(cast.nurse, at=NOW) == []
